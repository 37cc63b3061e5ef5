'use client';
import { releaseRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** How another snapshot differs from this one. */
export const useSnapshotDiff = (snapshotId: string, otherId: string | null) =>
  useQuery({ queryKey: ['snapshot-diff', snapshotId, otherId], queryFn: () => call(releaseRoutes.snapshotDiff, { params: { snapshotId, otherId: otherId ?? '' } }), enabled: otherId !== null, staleTime: Infinity });
