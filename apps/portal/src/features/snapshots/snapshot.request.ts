'use client';
import { cohortRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export const useSnapshot = (snapshotId: string) => useQuery({ queryKey: ['snapshot', snapshotId], queryFn: () => call(cohortRoutes.snapshot, { params: { snapshotId } }) });
