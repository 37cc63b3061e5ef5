'use client';
import { sealingRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** Who holds the key of the snapshot's sealed outcomes, and who gave it. */
export const useSnapshotSealing = (snapshotId: string) => useQuery({ queryKey: ['sealing', snapshotId], queryFn: () => call(sealingRoutes.sealing, { params: { snapshotId } }) });
