'use client';
import { cohortRoutes, type CohortView } from '@echocohort/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, problemIn } from '../../components/api/call.ts';

/** Splits; the seed is committed to the audit before the result is known. */
export function useSplitCohort(cohort: CohortView) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (seed: string) => call(cohortRoutes.splitCohort, { params: { cohortId: cohort.id }, body: { seed }, version: cohort.version }),
    onSuccess: (saved) => {
      client.setQueryData(['cohort', cohort.id], saved);
      void client.invalidateQueries({ queryKey: ['cohort-preview', cohort.id] });
    },
    onError: (error) => {
      if (problemIn(error).status === 412) void client.invalidateQueries({ queryKey: ['cohort', cohort.id] });
    },
  });
}
