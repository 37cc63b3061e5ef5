'use client';
import { cohortRoutes } from '@echocohort/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export function useRequestExport(snapshotId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (agreement: string | null) => call(cohortRoutes.requestExport, { params: { snapshotId }, body: { agreement } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['exports', snapshotId] }),
  });
}
