'use client';
import { cohortRoutes, type CohortView } from '@echocohort/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export interface LockSignature {
  readonly password: string;
  readonly meaning: string;
  readonly digest: string;
}

/** Locks the cohort under a signature and gives the snapshot. */
export function useLockCohort(cohort: CohortView) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: LockSignature) => call(cohortRoutes.lockCohort, { params: { cohortId: cohort.id }, body, version: cohort.version }),
    onSuccess: () => Promise.all([['cohort', cohort.id], ['cohorts'], ['snapshots']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
