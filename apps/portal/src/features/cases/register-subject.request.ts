'use client';
import { caseRoutes } from '@echocohort/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** Issues a subject code for a new patient and opens the first lesion. */
export function useRegisterSubject() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (centre: string) => {
      const subject = await call(caseRoutes.registerSubject, { body: { centre } });
      return call(caseRoutes.openLesion, { params: { subjectId: subject.subjectId }, body: {} });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['cases'] }),
  });
}
