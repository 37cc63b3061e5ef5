'use client';
import { studyRoutes, type StudyView } from '@echocohort/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { call } from '../api/call.ts';

/** The active study definition; it changes with an amendment only, so it is read once a visit. */
export function useStudy(): UseQueryResult<StudyView> {
  return useQuery({ queryKey: ['study'], queryFn: () => call(studyRoutes.study), staleTime: 10 * 60_000 });
}
