'use client';
import { releaseRoutes } from '@echocohort/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** To whom the snapshot was released. */
export const useReleases = (snapshotId: string) => useQuery({ queryKey: ['releases', snapshotId], queryFn: () => call(releaseRoutes.listReleases, { params: { snapshotId } }) });

export const useReleaseCandidates = (snapshotId: string, enabled: boolean) =>
  useQuery({ queryKey: ['release-candidates', snapshotId], queryFn: () => call(releaseRoutes.releaseCandidates, { params: { snapshotId } }), enabled });

const touched = (snapshotId: string) => [['releases', snapshotId], ['snapshot-tokens', snapshotId], ['exports', snapshotId]];

export function useCreateRelease(snapshotId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly personId: string; readonly agreement: string | undefined; readonly days: number }) => call(releaseRoutes.createRelease, { params: { snapshotId }, body }),
    onSuccess: () => Promise.all(touched(snapshotId).map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** Takes one release back, or (releaseId null) everything of the snapshot in one act. */
export function useWithdrawReleases(snapshotId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly reason: string; readonly releaseId: string | null }) => call(releaseRoutes.withdrawReleases, { params: { snapshotId }, body }),
    onSuccess: () => Promise.all(touched(snapshotId).map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** Snapshots that were released to oneself. */
export const useReceivedReleases = () => useQuery({ queryKey: ['received-releases'], queryFn: () => call(releaseRoutes.receivedReleases) });
