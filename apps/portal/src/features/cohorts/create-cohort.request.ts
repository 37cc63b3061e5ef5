'use client';
import { cohortRoutes, type CohortDefinitionView } from '@echocohort/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export function useCreateCohort() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly name: string; readonly definition: CohortDefinitionView }) => call(cohortRoutes.createCohort, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['cohorts'] }),
  });
}
