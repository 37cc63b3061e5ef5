'use client';
import { cohortBuilderRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** Every definition that the cohort had. */
export const useCohortVersions = (cohortId: string, version: number) =>
  useQuery({ queryKey: ['cohort-versions', cohortId, version], queryFn: () => call(cohortBuilderRoutes.cohortVersions, { params: { cohortId } }) });

/** How two of them differ, in words and cases. */
export const useCohortDiff = (cohortId: string, from: number, to: number) =>
  useQuery({ queryKey: ['cohort-diff', cohortId, from, to], queryFn: () => call(cohortBuilderRoutes.cohortDiff, { params: { cohortId }, query: { from, to } }), enabled: from !== to });
