'use client';
import { cohortRoutes, type CohortDefinitionView, type CohortView } from '@echocohort/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, problemIn } from '../../components/api/call.ts';

/** Stores a changed definition; a split made for the old one is dropped by the API. */
export function useRedefineCohort(cohort: CohortView) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (definition: CohortDefinitionView) => call(cohortRoutes.redefineCohort, { params: { cohortId: cohort.id }, body: { name: cohort.name, definition }, version: cohort.version }),
    onSuccess: (saved) => {
      client.setQueryData(['cohort', cohort.id], saved);
      void client.invalidateQueries({ queryKey: ['cohorts'] });
    },
    onError: (error) => {
      if (problemIn(error).status === 412) void client.invalidateQueries({ queryKey: ['cohort', cohort.id] });
    },
  });
}
