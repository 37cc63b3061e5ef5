'use client';
import { releaseRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** One level of a snapshot's files. */
export const useSnapshotContents = (snapshotId: string, under: string) => useQuery({ queryKey: ['snapshot-contents', snapshotId, under], queryFn: () => call(releaseRoutes.snapshotContents, { params: { snapshotId }, query: { under } }), staleTime: Infinity });
