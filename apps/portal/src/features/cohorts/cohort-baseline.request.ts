'use client';
import { cohortBuilderRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** Table 1 of the cohort as it is stored. */
export const useCohortBaseline = (cohortId: string, version: number, enabled: boolean) =>
  useQuery({ queryKey: ['cohort-baseline', cohortId, version], queryFn: () => call(cohortBuilderRoutes.cohortBaseline, { params: { cohortId } }), enabled });
