'use client';
import { caseRoutes } from '@echocohort/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** Opens a further lesion of the same patient. */
export function useOpenLesion() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (subjectId: string) => call(caseRoutes.openLesion, { params: { subjectId }, body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['cases'] }),
  });
}
