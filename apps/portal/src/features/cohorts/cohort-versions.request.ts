'use client';
import { cohortBuilderRoutes } from '@echocohort/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

const versionsOf = (cohortId: string, version: number) => ({ queryKey: ['cohort-versions', cohortId, version], queryFn: () => call(cohortBuilderRoutes.cohortVersions, { params: { cohortId } }) });

/** Every definition that a cohort had; of no cohort, nothing is asked. */
export const useCohortVersions = (cohortId: string | null, version = 0) => useQuery({ ...versionsOf(cohortId ?? '', version), enabled: cohortId !== null });

/** The number of the last definition of a cohort; null when it cannot be read. */
export function useNewestDefinition(): (cohortId: string) => Promise<number | null> {
  const client = useQueryClient();
  return (cohortId) => client.fetchQuery(versionsOf(cohortId, 0)).then(({ items }) => items[0]?.number ?? null, () => null);
}

/** One definition: a number of a cohort. */
export interface DefinitionRef {
  readonly cohortId: string;
  readonly number: number;
}

/** How two definitions differ, in words and cases. */
export const useDefinitionDiff = (from: DefinitionRef | null, to: DefinitionRef | null) =>
  useQuery({
    queryKey: ['cohort-diff', from, to], enabled: from !== null && to !== null,
    queryFn: () => call(cohortBuilderRoutes.cohortDiff, { params: { cohortId: from?.cohortId ?? '' }, query: { from: from?.number, to: to?.number, ...(to && to.cohortId !== from?.cohortId ? { other: to.cohortId } : {}) } }),
  });
