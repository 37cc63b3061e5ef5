'use client';
import { formRoutes, type PathologyView } from '@echocohort/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';
import { useRefreshCase } from '../../components/record/use-refresh-case.ts';
import { pathologyKey } from './pathology.request.ts';

/** Confirms a report that another person entered. */
export function useConfirmPathology(caseId: string, version: number) {
  const client = useQueryClient();
  const refresh = useRefreshCase(caseId);
  return useMutation({
    mutationFn: () => call(formRoutes.confirmPathology, { params: { caseId }, version }),
    onSuccess: (saved: PathologyView) => {
      client.setQueryData(pathologyKey(caseId), saved);
      refresh();
    },
  });
}
