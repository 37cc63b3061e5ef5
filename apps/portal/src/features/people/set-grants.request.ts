'use client';
import { peopleRoutes } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** Replaces the grants of a person; their open sessions end. */
export function useSetGrants(personId: string) {
  const client = useQueryClient();
  return useMutation({ mutationFn: (body: BodyOf<typeof peopleRoutes.setGrants>) => call(peopleRoutes.setGrants, { params: { personId }, body }), onSuccess: () => client.invalidateQueries({ queryKey: ['people'] }) });
}
