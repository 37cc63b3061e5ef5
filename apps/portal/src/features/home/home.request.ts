'use client';
import { caseRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** Counts by state and the acts that unlock a case, ranked by the API. */
export const useHome = () => useQuery({ queryKey: ['home'], queryFn: () => call(caseRoutes.home) });
