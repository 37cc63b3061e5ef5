'use client';
import { cohortRoutes } from '@echocohort/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** Asks for an export; asking agrees to the version that was shown. */
export function useRequestExport(snapshotId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly agreement: string | null; readonly agreementDigest: string | undefined }) => call(cohortRoutes.requestExport, { params: { snapshotId }, body }),
    onSuccess: () => Promise.all([['exports', snapshotId], ['agreements']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
