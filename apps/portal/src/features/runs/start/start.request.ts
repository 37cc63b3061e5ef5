'use client';
import { cohortRoutes, crossValidationRoutes, runRoutes, type DryRunView, type RunConfigView } from '@echocohort/contracts';
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { call } from '../../../components/api/call.ts';

const POLL_MS = 1_000;

/** A training that is about to be asked for: from which snapshot, with which settings, once or on each of several folds. */
export interface Wish {
  readonly snapshotId: string;
  readonly config: RunConfigView;
  /** Null for a single training. */
  readonly folds: number | null;
}

export const useSnapshotChoices = () => useQuery({ queryKey: ['snapshots'], queryFn: () => call(cohortRoutes.listSnapshots) });

/** Asks a trainer to time twenty steps. */
export const useStartDryRun = () =>
  useMutation({ mutationFn: ({ snapshotId, config, folds }: Wish) => call(runRoutes.startDryRun, { params: { snapshotId }, body: { config, ...(folds === null ? {} : { folds }) } }) });

const open = (trial: DryRunView | undefined): boolean => trial?.status === 'queued' || trial?.status === 'running';

/** A timed trial, read again each second until it has ended. */
export const useDryRun = (snapshotId: string, dryRunId: string | null): UseQueryResult<DryRunView> =>
  useQuery({
    queryKey: ['dry-run', dryRunId],
    queryFn: () => call(runRoutes.dryRun, { params: { snapshotId, dryRunId: dryRunId ?? '' } }),
    enabled: dryRunId !== null,
    refetchInterval: ({ state }) => (open(state.data) ? POLL_MS : false),
  });

/** Starts the training, or the cross-validation; answers the address of its page. */
export function useStartTraining() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ snapshotId, config, folds }: Wish): Promise<string> =>
      folds === null
        ? `/runs/${(await call(runRoutes.startRun, { params: { snapshotId }, body: { config } })).id}`
        : `/cross-validations/${(await call(crossValidationRoutes.startCrossValidation, { params: { snapshotId }, body: { config, folds } })).id}`,
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: ['runs'] }), client.invalidateQueries({ queryKey: ['cross-validations'] })]),
  });
}
