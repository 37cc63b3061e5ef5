'use client';
import { crossValidationRoutes, type CrossValidationView } from '@echocohort/contracts';
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { call } from '../../../components/api/call.ts';

const POLL_MS = 3_000;
const MOVING = ['queued', 'running', 'partly'];

export const useCrossValidations = () =>
  useQuery({ queryKey: ['cross-validations'], queryFn: () => call(crossValidationRoutes.listCrossValidations), refetchInterval: ({ state }) => (state.data?.items.some(({ status }) => MOVING.includes(status)) ? POLL_MS : false) });

/** One cross-validation, read again while any of its folds is under way. */
export const useCrossValidation = (crossValidationId: string): UseQueryResult<CrossValidationView> =>
  useQuery({
    queryKey: ['cross-validation', crossValidationId],
    queryFn: () => call(crossValidationRoutes.crossValidation, { params: { crossValidationId } }),
    refetchInterval: ({ state }) => (state.data?.folds.some(({ status }) => status === 'queued' || status === 'running') || (state.data?.status === 'partly') ? POLL_MS : false),
  });

export function useRestartFold(crossValidationId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (fold: number) => call(crossValidationRoutes.restartFold, { params: { crossValidationId, fold }, body: {} }),
    onSuccess: (now) => client.setQueryData(['cross-validation', crossValidationId], now),
  });
}
