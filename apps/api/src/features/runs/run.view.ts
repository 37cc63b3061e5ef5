import { runConfig, type RunView } from '@echocohort/contracts';
import type { ProgressRow } from '@echocohort/jobs';
import { refuse, type Result } from '@echocohort/kernel';
import { bundleSummary, modelMetrics, trainingConfig } from '@echocohort/model';
import type { RunRow } from '@echocohort/persistence';
import { z } from 'zod';

export const runNotFound: Result<never> = refuse({ code: 'not-found', detail: 'There is no such training run.' });

/** What a run's row keeps of its figures: those of the bundle, then with the external set added. */
export const storedMetrics = modelMetrics.extend({ externalOpenedAt: z.string().nullable() });
export type StoredMetrics = z.output<typeof storedMetrics>;

type Epoch = RunView['history'][number];

const epochsOf = (rows: readonly ProgressRow[]): Epoch[] =>
  rows.flatMap(({ at, event }) => (event.kind === 'epoch' ? [{ epoch: event.epoch, epochs: event.epochs, loss: event.loss, imagesPerSecond: event.imagesPerSecond, secondsLeft: event.secondsLeft, internalAuc: event.internalAuc, at }] : []));

/** Epochs of the last try only: a training that was taken over begins anew. */
function lastTry(rows: readonly ProgressRow[]): readonly ProgressRow[] {
  const started = rows.findLastIndex(({ event }) => event.kind === 'started');
  return started < 0 ? rows : rows.slice(started);
}

function engineOf(rows: readonly ProgressRow[]): string | null {
  const started = rows.findLast(({ event }) => event.kind === 'started')?.event;
  return started?.kind === 'started' ? `${started.engine} (${started.version}), ${started.threads} thread${started.threads === 1 ? '' : 's'}` : null;
}

/** The contract's part of a configuration; the rest is in the bundle's run.json. */
function configOf(stored: unknown): RunView['config'] {
  const { model, width, imageSize, epochs, batchSize, seed, engine } = trainingConfig.parse(stored);
  return runConfig.parse({ model, width, imageSize, epochs, batchSize, seed, engine });
}

/** A run as the contract shows it. It counts as running from the trainer's first word on. */
export function runViewOf(row: RunRow, progress: readonly ProgressRow[]): RunView {
  const rows = lastTry(progress);
  const history = epochsOf(rows);
  const metrics = row.metrics === null ? null : storedMetrics.parse(row.metrics);
  const bundle = row.bundle === null ? [] : bundleSummary.parse(row.bundle).files;
  return {
    id: row.id, snapshotId: row.snapshotId, snapshotRoot: row.snapshotRoot, status: row.status === 'queued' && rows.length > 0 ? 'running' : row.status, config: configOf(row.config), engine: engineOf(rows),
    progress: history.at(-1) ?? null, history, modelDigest: row.modelDigest, registeredAt: row.registeredAt?.toISOString() ?? null, externalOpenedAt: metrics?.externalOpenedAt ?? null,
    metrics: metrics?.sets ?? [], bundle: bundle.map(({ path, sha256, size }) => ({ path, sha256, sizeBytes: size })), error: row.error,
    startedAt: row.startedAt.toISOString(), finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
