'use client';
import { peopleRoutes } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export type NewPerson = BodyOf<typeof peopleRoutes.createPerson>;

export function useCreatePerson() {
  const client = useQueryClient();
  return useMutation({ mutationFn: (body: NewPerson) => call(peopleRoutes.createPerson, { body }), onSuccess: () => client.invalidateQueries({ queryKey: ['people'] }) });
}
