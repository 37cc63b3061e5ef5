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
    // The one-time word is fetched for this very signature, so that it cannot be given twice.
    mutationFn: async (body: LockSignature) => {
      const params = { cohortId: cohort.id };
      const { nonce } = await call(cohortRoutes.lockChallenge, { params, body: { digest: body.digest } });
      return call(cohortRoutes.lockCohort, { params, body: { ...body, nonce }, version: cohort.version });
    },
    onSuccess: () => Promise.all([['cohort', cohort.id], ['cohorts'], ['snapshots']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
