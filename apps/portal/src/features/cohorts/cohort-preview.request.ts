'use client';
import { cohortRoutes } from '@echocohort/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** Counts, flow chart and readiness of the definition as it is stored; the last picture stays while the next is counted. */
export const useCohortPreview = (cohortId: string, version: number) =>
  useQuery({ queryKey: ['cohort-preview', cohortId, version], queryFn: () => call(cohortRoutes.cohortPreview, { params: { cohortId } }), placeholderData: keepPreviousData });
