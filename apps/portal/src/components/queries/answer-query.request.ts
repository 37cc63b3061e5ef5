'use client';
import { formRoutes } from '@echocohort/contracts';
import type { QueryView } from '@echocohort/contracts-reading';
import { useMutation } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import { useRefreshCase } from '../record/use-refresh-case.ts';

/** Answers a query; the version that was read goes along, so that two answers never cross. */
export function useAnswerQuery(query: QueryView) {
  const refresh = useRefreshCase(query.caseId);
  return useMutation({ mutationFn: (text: string) => call(formRoutes.answerQuery, { params: { queryId: query.id }, body: { text }, version: query.version }), onSettled: refresh });
}
