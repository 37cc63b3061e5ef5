'use client';
import { caseRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** What happened to the case, newest first. */
export const useTimeline = (caseId: string) => useQuery({ queryKey: ['timeline', caseId], queryFn: () => call(caseRoutes.caseTimeline, { params: { caseId } }) });
