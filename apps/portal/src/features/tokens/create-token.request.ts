'use client';
import { peopleRoutes } from '@echocohort/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({ mutationFn: (body: { readonly centre: string; readonly days: number }) => call(peopleRoutes.createToken, { body }), onSuccess: () => client.invalidateQueries({ queryKey: ['tokens'] }) });
}
