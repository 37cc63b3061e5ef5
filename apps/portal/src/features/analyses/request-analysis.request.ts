'use client';
import { analysisRoutes } from '@echocohort/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';
import { analysesKey } from './list-analyses.request.ts';

/** Asks for the analyses of a snapshot with the predictions of these runs. */
export function useRequestAnalysis(snapshotId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly runs: string[]; readonly language: 'zh' | 'en' }) => call(analysisRoutes.requestAnalysis, { params: { snapshotId }, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: analysesKey(snapshotId) }),
  });
}
