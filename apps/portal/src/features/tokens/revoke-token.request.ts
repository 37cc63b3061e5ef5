'use client';
import { peopleRoutes } from '@echocohort/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({ mutationFn: (tokenId: string) => call(peopleRoutes.revokeToken, { params: { tokenId } }), onSuccess: () => client.invalidateQueries({ queryKey: ['tokens'] }) });
}
