'use client';
import { cohortRoutes, type CohortView } from '@echocohort/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export const useCohort = (cohortId: string): UseQueryResult<CohortView> => useQuery({ queryKey: ['cohort', cohortId], queryFn: () => call(cohortRoutes.cohort, { params: { cohortId } }) });
