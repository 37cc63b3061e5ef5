import { runConfig, runFailure, type RunView } from '@echocohort/contracts';
import type { ProgressRow, QueuedTraining } from '@echocohort/jobs';
import { refuse, type Result } from '@echocohort/kernel';
import { bundleSummary, modelMetrics, trainingConfig } from '@echocohort/model';
import type { RunActRow, RunRow } from '@echocohort/persistence';
import { z } from 'zod';
import type { Caller } from '../../http/caller.ts';
import type { QueuePlace } from './expected-times.ts';
import { engineOf, historyOf, stepOf, takingsOf } from './told-history.ts';

export const runNotFound: Result<never> = refuse({ code: 'not-found', detail: 'There is no such training run.' });

/** What a run's row keeps of its figures: those of the bundle, then with the external set added. */
export const storedMetrics = modelMetrics.extend({ externalOpenedAt: z.string().nullable() });
export type StoredMetrics = z.output<typeof storedMetrics>;

/** What is known of a run besides its row. */
export interface RunSurroundings {
  readonly progress: readonly ProgressRow[];
  readonly training: QueuedTraining | null;
  readonly place: QueuePlace | null;
  readonly acts: readonly RunActRow[];
}

export const NOTHING_KNOWN: RunSurroundings = { progress: [], training: null, place: null, acts: [] };

/** The contract's part of a configuration; the rest is in the bundle's run.json. */
export function configOf(stored: unknown): RunView['config'] {
  const all: Record<string, unknown> = trainingConfig.parse(stored);
  return runConfig.parse(Object.fromEntries(Object.keys(runConfig.shape).map((key) => [key, all[key]])));
}

/** Code, sentence and place of a failure; runs from before it was kept have their sentence only. */
export function failureOf({ status, error, failure }: Pick<RunRow, 'status' | 'error' | 'failure'>): RunView['failure'] {
  if (status !== 'failed' || error === null) return null;
  const known = runFailure.safeParse(failure);
  if (known.success) return known.data;
  const [, code = 'failed', detail = error] = /^([a-z0-9-]+): (.*)$/s.exec(error) ?? [];
  return { code, detail, facts: {}, epoch: null, step: null, lesions: [] };
}

/** Whoever started a run looks after it; when that account is disabled, anybody who may start runs. */
export const isYours = (caller: Caller, row: Pick<RunRow, 'startedById' | 'starterDisabled'>): boolean => caller.permissions.has('run.start') && (row.startedById === caller.personId || row.starterDisabled);

/** The record says queued until the model is registered; it runs once a trainer holds it, and until what the trainer sent is registered. */
export const statusOf = (row: Pick<RunRow, 'status'>, training: QueuedTraining | null): RunRow['status'] => (row.status === 'queued' && (training === null || training.state === 'leased') ? 'running' : row.status);

/** What somebody did to a run, as the contract shows it. */
export const actView = ({ act, at, by, reason }: RunActRow): RunView['acts'][number] => ({ act, at: at.toISOString(), by, reason });

/** A run as the contract shows it. */
export function runViewOf(caller: Caller, row: RunRow, { progress, training, place, acts }: RunSurroundings = NOTHING_KNOWN): RunView {
  const history = historyOf(progress);
  const metrics = row.metrics === null ? null : storedMetrics.parse(row.metrics);
  const bundle = row.bundle === null ? [] : bundleSummary.parse(row.bundle).files;
  const status = statusOf(row, training);
  const held = training?.state === 'leased';
  return {
    id: row.id, snapshotId: row.snapshotId, snapshotRoot: row.snapshotRoot, status, stopping: training?.wish ?? null, config: configOf(row.config), engine: engineOf(progress),
    trainer: held ? training.trainer : null, progress: history.at(-1) ?? null, step: held ? stepOf(progress) : null, history, takings: takingsOf(progress), acts: acts.map(actView), queue: status === 'queued' ? place : null, crossValidation: row.crossValidation,
    modelDigest: row.modelDigest, registeredAt: row.registeredAt?.toISOString() ?? null, externalOpenedAt: metrics?.externalOpenedAt ?? null,
    metrics: metrics?.sets ?? [], bundle: bundle.map(({ path, sha256, size }) => ({ path, sha256, sizeBytes: size })), error: row.error, failure: failureOf(row), startedBy: row.startedBy, yours: isYours(caller, row),
    startedAt: row.startedAt.toISOString(), finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
