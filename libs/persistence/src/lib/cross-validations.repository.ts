import type { Prisma } from '../generated/prisma/client.ts';
import type { Tx } from './database.ts';
import { jsonValue } from './json-value.ts';

/** A cross-validation; its folds are runs. `config` and `pooled` are JSON of the API. */
export interface CrossValidationRow {
  readonly id: string;
  readonly snapshotId: string;
  readonly snapshotRoot: string;
  readonly config: unknown;
  readonly folds: number;
  readonly pooled: unknown;
  readonly startedAt: Date;
  readonly startedById: string;
  readonly startedBy: string;
  readonly starterDisabled: boolean;
  readonly finishedAt: Date | null;
}

const include = { snapshot: { select: { root: true } }, startedBy: { select: { name: true, disabledAt: true } } } satisfies Prisma.CrossValidationInclude;

const asRow = ({ snapshot, startedBy, ...row }: Prisma.CrossValidationGetPayload<{ include: typeof include }>): CrossValidationRow => ({ ...row, snapshotRoot: snapshot.root, startedBy: startedBy.name, starterDisabled: startedBy.disabledAt !== null });

export async function insertCrossValidation(tx: Tx, made: { readonly id: string; readonly snapshotId: string; readonly config: unknown; readonly folds: number }, startedById: string): Promise<CrossValidationRow> {
  return asRow(await tx.prisma.crossValidation.create({ data: { ...made, config: jsonValue(made.config), startedById, startedAt: tx.at }, include }));
}

export async function findCrossValidation(tx: Tx, studyId: string, id: string): Promise<CrossValidationRow | null> {
  const row = await tx.prisma.crossValidation.findFirst({ where: { id, snapshot: { studyId } }, include });
  return row === null ? null : asRow(row);
}

/** Cross-validations of a study, the newest first. */
export async function listCrossValidations(tx: Tx, studyId: string, limit: number): Promise<CrossValidationRow[]> {
  const rows = await tx.prisma.crossValidation.findMany({ where: { snapshot: { studyId } }, include, orderBy: [{ startedAt: 'desc' }, { id: 'asc' }], take: limit });
  return rows.map(asRow);
}

/** Keeps the pooled figures. False when they were there already: two folds that end together pool once. */
export async function finishCrossValidation(tx: Tx, id: string, pooled: unknown): Promise<boolean> {
  const { count } = await tx.prisma.crossValidation.updateMany({ where: { id, finishedAt: null }, data: { pooled: jsonValue(pooled), finishedAt: tx.at } });
  return count === 1;
}
