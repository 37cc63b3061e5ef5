'use client';
import { panelRoutes, type QueryView } from '@echocohort/contracts-reading';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import { useRefreshCase } from '../record/use-refresh-case.ts';

/** Closes an answered query. */
export function useCloseQuery(query: QueryView) {
  const client = useQueryClient();
  const refresh = useRefreshCase(query.caseId);
  return useMutation({
    mutationFn: (text: string) => call(panelRoutes.closeQuery, { params: { queryId: query.id }, body: { text }, version: query.version }),
    onSettled: () => {
      refresh();
      void client.invalidateQueries({ queryKey: ['panel'] });
    },
  });
}
