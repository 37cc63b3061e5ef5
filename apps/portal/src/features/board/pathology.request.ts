'use client';
import { formRoutes, type PathologyView } from '@echocohort/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export const pathologyKey = (caseId: string) => ['pathology', caseId] as const;

/** The pathology report of the case, for those who may read it. */
export const usePathology = (caseId: string): UseQueryResult<PathologyView> => useQuery({ queryKey: pathologyKey(caseId), queryFn: () => call(formRoutes.pathology, { params: { caseId } }) });
