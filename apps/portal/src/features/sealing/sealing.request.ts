'use client';
import { sealingRoutes } from '@echocohort/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export const useSealedSnapshots = () => useQuery({ queryKey: ['sealed-snapshots'], queryFn: () => call(sealingRoutes.sealedSnapshots) });
export const useKeyHolders = () => useQuery({ queryKey: ['key-holders'], queryFn: () => call(sealingRoutes.keyHolders) });

export function useEnrol() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly password: string; readonly passphrase: string }) => call(sealingRoutes.enrolKeyHolder, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['key-holders'] }),
  });
}

/** Gives one's share; the second share of a snapshot opens its outcomes. */
export function useGiveShare(snapshotId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly password: string; readonly passphrase: string; readonly runId: string; readonly impact: string }) => call(sealingRoutes.giveShare, { params: { snapshotId }, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sealed-snapshots'] }),
  });
}
