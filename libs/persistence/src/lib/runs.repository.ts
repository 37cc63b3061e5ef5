import type { Prisma } from '../generated/prisma/client.ts';
import type { Tx } from './database.ts';
import { jsonValue } from './json-value.ts';

export type RunStatus = 'queued' | 'running' | 'paused' | 'finished' | 'failed' | 'cancelled';

/** A training run; config, bundle and metrics are JSON of the API. */
export interface RunRow {
  readonly id: string;
  readonly snapshotId: string;
  readonly snapshotRoot: string;
  readonly status: RunStatus;
  readonly config: unknown;
  readonly jobId: string | null;
  readonly modelDigest: string | null;
  readonly registeredAt: Date | null;
  readonly bundle: unknown;
  readonly metrics: unknown;
  readonly error: string | null;
  readonly startedAt: Date;
  readonly startedById: string;
  readonly startedBy: string;
  /** Whether the account that started it is disabled: then others who may start runs look after it. */
  readonly starterDisabled: boolean;
  readonly finishedAt: Date | null;
  /** JSON of the API: code, sentence and place of a failure. */
  readonly failure: unknown;
  readonly crossValidation: FoldOfRun | null;
}

/** Which fold of which cross-validation a run is; folds count from 1. */
export interface FoldOfRun {
  readonly id: string;
  readonly fold: number;
  readonly of: number;
}

const include = { snapshot: { select: { root: true } }, startedBy: { select: { name: true, disabledAt: true } }, crossValidation: { select: { id: true, folds: true } } } satisfies Prisma.ModelRunInclude;
const UNDER_WAY = ['queued', 'running', 'paused'];
const STATUSES: readonly RunStatus[] = ['queued', 'running', 'paused', 'finished', 'failed', 'cancelled'];
const statusOf = (text: string): RunStatus => STATUSES.find((status) => status === text) ?? 'queued';

const asRun = ({ snapshot, startedBy, crossValidation, crossValidationId: _, fold, status, ...row }: Prisma.ModelRunGetPayload<{ include: typeof include }>): RunRow => ({
  ...row, status: statusOf(status), snapshotRoot: snapshot.root, startedBy: startedBy.name, starterDisabled: startedBy.disabledAt !== null,
  crossValidation: crossValidation === null || fold === null ? null : { id: crossValidation.id, fold, of: crossValidation.folds },
});

/** A training to be recorded. */
export interface NewRun {
  readonly id: string;
  readonly snapshotId: string;
  readonly config: unknown;
  readonly crossValidation?: { readonly id: string; readonly fold: number };
}

export async function insertRun(tx: Tx, { id, snapshotId, config, crossValidation }: NewRun, startedById: string): Promise<RunRow> {
  const fold = crossValidation ? { crossValidationId: crossValidation.id, fold: crossValidation.fold } : {};
  return asRun(await tx.prisma.modelRun.create({ data: { id, snapshotId, config: jsonValue(config), startedById, startedAt: tx.at, ...fold }, include }));
}

export async function findRun(tx: Tx, studyId: string, runId: string): Promise<RunRow | null> {
  const row = await tx.prisma.modelRun.findFirst({ where: { id: runId, snapshot: { studyId } }, include });
  return row === null ? null : asRun(row);
}

/** Every run of these cross-validations, the newest of a fold first. */
export async function runsOfCrossValidations(tx: Tx, ids: readonly string[]): Promise<RunRow[]> {
  const rows = await tx.prisma.modelRun.findMany({ where: { crossValidationId: { in: [...ids] } }, include, orderBy: [{ fold: 'asc' }, { startedAt: 'desc' }, { id: 'asc' }] });
  return rows.map(asRun);
}

/** Runs by their ids. */
export async function runsByIds(tx: Tx, studyId: string, ids: readonly string[]): Promise<RunRow[]> {
  const rows = await tx.prisma.modelRun.findMany({ where: { id: { in: [...ids] }, snapshot: { studyId } }, include });
  return rows.map(asRun);
}

/** Pauses a run under way, or queues a paused one again. False when it stands otherwise, or has a model already. */
export async function moveRun(tx: Tx, runId: string, from: readonly RunStatus[], to: 'paused' | 'queued'): Promise<boolean> {
  const { count } = await tx.prisma.modelRun.updateMany({ where: { id: runId, status: { in: [...from] }, modelDigest: null }, data: { status: to } });
  return count === 1;
}

/** Runs of a study, the newest first. */
export async function listRuns(tx: Tx, studyId: string, limit: number): Promise<RunRow[]> {
  const rows = await tx.prisma.modelRun.findMany({ where: { snapshot: { studyId } }, include, orderBy: [{ startedAt: 'desc' }, { id: 'asc' }], take: limit });
  return rows.map(asRun);
}

/** Fixes the model by its digest. False when the run has ended or has a model already: a model is registered once. */
export async function registerModel(tx: Tx, runId: string, model: { readonly digest: string; readonly bundle: unknown; readonly metrics: unknown }): Promise<boolean> {
  const { count } = await tx.prisma.modelRun.updateMany({
    where: { id: runId, status: { in: UNDER_WAY }, modelDigest: null },
    data: { status: 'running', modelDigest: model.digest, registeredAt: tx.at, bundle: jsonValue(model.bundle), metrics: jsonValue(model.metrics) },
  });
  return count === 1;
}

/** Ends a registered run with its last figures. False when it had ended before. */
export async function finishRun(tx: Tx, runId: string, metrics: unknown): Promise<boolean> {
  const { count } = await tx.prisma.modelRun.updateMany({
    where: { id: runId, status: { in: UNDER_WAY }, modelDigest: { not: null } }, data: { status: 'finished', metrics: jsonValue(metrics), finishedAt: tx.at },
  });
  return count === 1;
}

/** Ends a run that gave no model. False when it had ended before; a registered model is never taken back by a cancellation. */
export async function endRun(tx: Tx, runId: string, status: 'failed' | 'cancelled', error: string, failure?: unknown): Promise<boolean> {
  const { count } = await tx.prisma.modelRun.updateMany({
    where: { id: runId, status: { in: UNDER_WAY }, ...(status === 'cancelled' ? { modelDigest: null } : {}) }, data: { status, error, finishedAt: tx.at, ...(failure === undefined ? {} : { failure: jsonValue(failure) }) },
  });
  return count === 1;
}

/** Ids of snapshots of a study by their roots. */
export async function snapshotIdsByRoot(tx: Tx, studyId: string, roots: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.prisma.snapshot.findMany({ where: { studyId, root: { in: [...new Set(roots)] } }, select: { id: true, root: true } });
  return new Map(rows.map(({ id, root }) => [root, id]));
}
