'use client';
import { agreementRoutes, type AgreementView } from '@echocohort/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

const key = ['agreements'];

/** Versions of the agreement, the one in force first. */
export const useAgreements = () => useQuery({ queryKey: key, queryFn: () => call(agreementRoutes.listAgreements) });

/** Agrees to the version that was read. */
export function useAcceptAgreement() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, digest }: AgreementView) => call(agreementRoutes.acceptAgreement, { params: { agreementId: id }, body: { digest } }),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}

/** Publishes a version; it is in force at once. */
export function usePublishAgreement() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Pick<AgreementView, 'title' | 'text'>) => call(agreementRoutes.publishAgreement, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
}
