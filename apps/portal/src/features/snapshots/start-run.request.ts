'use client';
import { runRoutes, type RunConfigView } from '@echocohort/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export function useStartRun(snapshotId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (config: RunConfigView) => call(runRoutes.startRun, { params: { snapshotId }, body: { config } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['runs'] }),
  });
}
