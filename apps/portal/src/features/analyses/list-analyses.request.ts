'use client';
import { analysisRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

const POLL_MS = 1_500;
const UNDER_WAY = ['queued', 'running'];

export const analysesKey = (snapshotId: string) => ['analyses', snapshotId] as const;

/** The analyses of a snapshot; read again while one is being made. */
export const useAnalyses = (snapshotId: string) =>
  useQuery({
    queryKey: analysesKey(snapshotId),
    queryFn: () => call(analysisRoutes.listAnalyses, { params: { snapshotId } }),
    refetchInterval: ({ state }) => (state.data?.items.some((item) => UNDER_WAY.includes(item.status)) ? POLL_MS : false),
  });
