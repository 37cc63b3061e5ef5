'use client';
import { runRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** Models made from one snapshot. */
export const useSnapshotRuns = (snapshotId: string, enabled: boolean) =>
  useQuery({ queryKey: ['runs'], queryFn: () => call(runRoutes.listRuns), enabled, select: (data) => data.items.filter((run) => run.snapshotId === snapshotId) });
