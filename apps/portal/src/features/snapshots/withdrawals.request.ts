'use client';
import { withdrawalRoutes } from '@echocohort/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** Patients who withdrew, with the snapshots and models that hold them. */
export const useWithdrawals = () => useQuery({ queryKey: ['withdrawals'], queryFn: () => call(withdrawalRoutes.listWithdrawals) });

export const useSuccessorPlan = (snapshotId: string, enabled: boolean) =>
  useQuery({ queryKey: ['successor-plan', snapshotId], queryFn: () => call(withdrawalRoutes.successorPlan, { params: { snapshotId } }), enabled });

export function useMakeSuccessor(snapshotId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly password: string; readonly meaning: string }) => call(withdrawalRoutes.makeSuccessor, { params: { snapshotId }, body }),
    onSuccess: () => Promise.all([['withdrawals'], ['snapshots'], ['cohorts'], ['successor-plan', snapshotId]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
