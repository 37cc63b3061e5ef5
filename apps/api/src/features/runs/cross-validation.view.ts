import { pooledFolds, type CrossValidationView, type RunView } from '@echocohort/contracts';
import { refuse, type Result } from '@echocohort/kernel';
import type { CrossValidationRow } from '@echocohort/persistence';
import type { Caller } from '../../http/caller.ts';
import { configOf, isYours } from './run.view.ts';

export const crossValidationNotFound: Result<never> = refuse({ code: 'not-found', detail: 'There is no such cross-validation.' });

type Fold = CrossValidationView['folds'][number];

const GONE: readonly RunView['status'][] = ['failed', 'cancelled'];

/** The newest run of a fold stands for it; those before it failed or were cancelled. */
function foldOf(fold: number, runs: readonly RunView[]): Fold | null {
  const [run, ...earlier] = runs.filter(({ crossValidation }) => crossValidation?.fold === fold);
  if (!run) return null;
  const at = run.step ?? run.progress;
  const held = run.status === 'finished' ? (run.metrics.find(({ set }) => set === 'internal_validation') ?? null) : null;
  return {
    fold, runId: run.id, status: run.status, epoch: at?.epoch ?? null, epochs: at?.epochs ?? null, secondsLeft: run.status === 'running' ? (run.step?.secondsLeft ?? run.progress?.secondsLeft ?? null) : null,
    trainer: run.trainer, held, failure: run.failure, earlier: earlier.map(({ id }) => id),
  };
}

/** What the folds together stand at; the earliest word that is true of them. */
function statusOf(folds: readonly Fold[], pooled: boolean): CrossValidationView['status'] {
  const some = (status: RunView['status']): boolean => folds.some((fold) => fold.status === status);
  if (pooled) return 'finished';
  if (some('running')) return some('finished') ? 'partly' : 'running';
  if (some('queued')) return some('finished') ? 'partly' : 'queued';
  if (some('paused')) return 'paused';
  if (some('failed')) return 'failed';
  if (some('cancelled')) return 'cancelled';
  return 'partly'; // every fold has its model; they are being put together
}

/** A cross-validation as the contract shows it; `runs` are its runs, the newest of a fold first. */
export function crossValidationViewOf(caller: Caller, row: CrossValidationRow, runs: readonly RunView[]): CrossValidationView {
  const folds = Array.from({ length: row.folds }, (_, index) => foldOf(index + 1, runs)).filter((fold) => fold !== null);
  const pooled = row.pooled === null ? null : pooledFolds.parse(row.pooled);
  return {
    id: row.id, snapshotId: row.snapshotId, snapshotRoot: row.snapshotRoot, status: statusOf(folds, pooled !== null), config: configOf(row.config), of: row.folds, folds,
    missing: folds.filter(({ status }) => GONE.includes(status)).map(({ fold }) => fold), pooled, startedBy: row.startedBy, yours: isYours(caller, row), startedAt: row.startedAt.toISOString(), finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
