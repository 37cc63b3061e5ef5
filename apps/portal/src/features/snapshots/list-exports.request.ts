'use client';
import { cohortRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

const POLL_MS = 1_500;
const UNDER_WAY = ['queued', 'running'];

/** The exports of a snapshot; read again while one is being made. */
export const useExports = (snapshotId: string, enabled: boolean) =>
  useQuery({
    queryKey: ['exports', snapshotId],
    queryFn: () => call(cohortRoutes.listExports, { params: { snapshotId } }),
    enabled,
    refetchInterval: ({ state }) => (state.data?.items.some((item) => UNDER_WAY.includes(item.status)) ? POLL_MS : false),
  });
