'use client';
import { releaseRoutes } from '@echocohort/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export const useSnapshotTokens = (snapshotId: string) => useQuery({ queryKey: ['snapshot-tokens', snapshotId], queryFn: () => call(releaseRoutes.listSnapshotTokens, { params: { snapshotId } }) });

/** The secret is in the answer and nowhere else. */
export function useCreateSnapshotToken(snapshotId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly name: string; readonly days: number; readonly agreementDigest: string | undefined }) => call(releaseRoutes.createSnapshotToken, { params: { snapshotId }, body }),
    onSuccess: () => Promise.all([['snapshot-tokens', snapshotId], ['agreements']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export function useRevokeSnapshotToken(snapshotId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (tokenId: string) => call(releaseRoutes.revokeSnapshotToken, { params: { snapshotId, tokenId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['snapshot-tokens', snapshotId] }),
  });
}
