'use client';
import { cohortRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export const useCohorts = () => useQuery({ queryKey: ['cohorts'], queryFn: () => call(cohortRoutes.listCohorts) });
