'use client';
import { runRoutes } from '@echocohort/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export function useCancelRun(runId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => call(runRoutes.cancelRun, { params: { runId }, body: { reason } }),
    onSuccess: (run) => client.setQueryData(['run', runId], run),
  });
}
