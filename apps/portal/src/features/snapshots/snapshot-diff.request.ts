'use client';
import { releaseRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** How a later snapshot differs from an earlier one; nothing is asked before both are chosen. */
export const useSnapshotDiff = (from: string | null, to: string | null) =>
  useQuery({ queryKey: ['snapshot-diff', from, to], queryFn: () => call(releaseRoutes.snapshotDiff, { params: { snapshotId: from ?? '', otherId: to ?? '' } }), enabled: from !== null && to !== null, staleTime: Infinity });
