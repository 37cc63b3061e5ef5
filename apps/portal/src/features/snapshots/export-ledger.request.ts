'use client';
import { cohortRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** Everything that was taken of a snapshot, the newest first. */
export const useExportLedger = (snapshotId: string) => useQuery({ queryKey: ['export-ledger', snapshotId], queryFn: () => call(cohortRoutes.exportLedger, { params: { snapshotId } }) });
