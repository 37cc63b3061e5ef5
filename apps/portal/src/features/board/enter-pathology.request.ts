'use client';
import { formRoutes, type PathologyView } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, problemIn } from '../../components/api/call.ts';
import { useRefreshCase } from '../../components/record/use-refresh-case.ts';
import { pathologyKey } from './pathology.request.ts';

export type PathologyEntry = BodyOf<typeof formRoutes.enterPathology>;

/** Enters or corrects the report. */
export function useEnterPathology(caseId: string, version: number) {
  const client = useQueryClient();
  const refresh = useRefreshCase(caseId);
  return useMutation({
    mutationFn: (entry: PathologyEntry) => call(formRoutes.enterPathology, { params: { caseId }, body: entry, version }),
    onSuccess: (saved: PathologyView) => {
      client.setQueryData(pathologyKey(caseId), saved);
      refresh();
    },
    onError: (error) => {
      if (problemIn(error).status === 412) void client.invalidateQueries({ queryKey: pathologyKey(caseId) });
    },
  });
}
