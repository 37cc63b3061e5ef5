'use client';
import { panelRoutes, type PanelCase } from '@echocohort/contracts-reading';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../../components/api/call.ts';
import { previewAddress } from '../../components/record/preview-address.ts';

/** Widths that the screen asks for: the sheet, and one picture large. */
export const SHEET_WIDTH = 640;
export const LARGE_WIDTH = 1600;

const options = (caseId: string) => ({ queryKey: ['panel', 'case', caseId], queryFn: () => call(panelRoutes.panelCase, { params: { caseId } }) });

export const usePanelCase = (caseId: string): UseQueryResult<PanelCase> => useQuery(options(caseId));

const loaded = (address: string): Promise<void> =>
  new Promise((resolve) => {
    const picture = new Image();
    picture.onload = picture.onerror = () => resolve();
    picture.src = address;
  });

/** Fetches the case after this one with its pictures, so that Enter shows it at once; true when it is there. */
export function useNextLoaded(caseId: string | null): boolean {
  const client = useQueryClient();
  const [ready, setReady] = useState<string | null>(null);
  useEffect(() => {
    if (caseId === null) return undefined;
    let left = false;
    const fetchAhead = async () => {
      const next = await client.fetchQuery(options(caseId));
      await Promise.all(next.slots.flatMap((slot) => (slot.imageId ? [loaded(previewAddress(slot.imageId, SHEET_WIDTH))] : [])));
      if (!left) setReady(caseId);
    };
    // A case that cannot be fetched ahead is simply fetched, and its refusal shown, when its turn comes.
    fetchAhead().catch(() => undefined);
    return () => {
      left = true;
    };
  }, [client, caseId]);
  return caseId !== null && ready === caseId;
}
