'use client';
import { cohortBuilderRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** What a condition may name; the same for a whole visit. */
export const useCatalogue = () => useQuery({ queryKey: ['cohort-catalogue'], queryFn: () => call(cohortBuilderRoutes.cohortCatalogue), staleTime: 300_000 });
