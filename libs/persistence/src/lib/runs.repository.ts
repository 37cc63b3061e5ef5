import type { Prisma } from '../generated/prisma/client.ts';
import type { Tx } from './database.ts';
import { jsonValue } from './json-value.ts';

export type RunStatus = 'queued' | 'running' | 'finished' | 'failed' | 'cancelled';

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
  readonly finishedAt: Date | null;
}

const include = { snapshot: { select: { root: true } } } satisfies Prisma.ModelRunInclude;
const UNDER_WAY = ['queued', 'running'];
const statusOf = (text: string): RunStatus => (text === 'running' || text === 'finished' || text === 'failed' || text === 'cancelled' ? text : 'queued');

const asRun = ({ snapshot, status, ...row }: Prisma.ModelRunGetPayload<{ include: typeof include }>): RunRow => ({ ...row, status: statusOf(status), snapshotRoot: snapshot.root });

export async function insertRun(tx: Tx, run: { readonly id: string; readonly snapshotId: string; readonly config: unknown }, startedById: string): Promise<RunRow> {
  return asRun(await tx.prisma.modelRun.create({ data: { id: run.id, snapshotId: run.snapshotId, config: jsonValue(run.config), startedById, startedAt: tx.at }, include }));
}

/** The job that trains the run, so that it can be stopped. */
export async function setRunJob(tx: Tx, runId: string, jobId: string): Promise<void> {
  await tx.prisma.modelRun.update({ where: { id: runId }, data: { jobId }, select: { id: true } });
}

export async function findRun(tx: Tx, studyId: string, runId: string): Promise<RunRow | null> {
  const row = await tx.prisma.modelRun.findFirst({ where: { id: runId, snapshot: { studyId } }, include });
  return row === null ? null : asRun(row);
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
export async function endRun(tx: Tx, runId: string, status: 'failed' | 'cancelled', error: string): Promise<boolean> {
  const { count } = await tx.prisma.modelRun.updateMany({
    where: { id: runId, status: { in: UNDER_WAY }, ...(status === 'cancelled' ? { modelDigest: null } : {}) }, data: { status, error, finishedAt: tx.at },
  });
  return count === 1;
}
