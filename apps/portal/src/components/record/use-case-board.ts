'use client';
import { caseRoutes, type CaseBoard } from '@echocohort/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { call } from '../api/call.ts';

/** The lesion board of one case; board and upload read the same answer. */
export function useCaseBoard(caseId: string | null): UseQueryResult<CaseBoard> {
  return useQuery({ queryKey: ['board', caseId], queryFn: () => call(caseRoutes.caseBoard, { params: { caseId: caseId ?? '' } }), enabled: caseId !== null });
}

/** After any change of a case everything that shows it is read again. */
export const caseKeys = (caseId: string): readonly (readonly unknown[])[] => [['board', caseId], ['timeline', caseId], ['home'], ['cases'], ['queries']];
