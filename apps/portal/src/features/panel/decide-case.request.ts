'use client';
import { panelRoutes, type PanelCase } from '@echocohort/contracts-reading';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';
import type { StagedQuery } from './staged-queries.ts';

export type Verdict = { readonly kind: 'accept' } | { readonly kind: 'query'; readonly queries: readonly StagedQuery[] };

/** One verdict: the case is accepted, or each staged query is raised. Queries sent before a refusal stay sent and are not sent again. */
export function useDecide(found: PanelCase, onSent: (query: StagedQuery) => void) {
  const client = useQueryClient();
  const params = { caseId: found.caseId };
  return useMutation({
    mutationFn: async (verdict: Verdict) => {
      if (verdict.kind === 'accept') {
        await call(panelRoutes.acceptCase, { params, version: found.version });
        return;
      }
      for (const query of verdict.queries) {
        await call(panelRoutes.raiseQuery, { params, body: { slot: query.slot, reasonCode: query.reasonCode, text: query.text } });
        onSent(query);
      }
    },
    onSettled: () => Promise.all([['panel', 'queue'], ['panel', 'case', found.caseId], ['queries']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
