import type { Prisma } from '../generated/prisma/client.ts';
import type { Tx } from './database.ts';
import { jsonValue } from './json-value.ts';

/** A cohort; its definition is read with the schema of libs/cohort. */
export interface CohortRow {
  readonly id: string;
  readonly name: string;
  readonly definition: unknown;
  readonly version: number;
  readonly status: 'draft' | 'split' | 'locked';
  readonly createdAt: Date;
  readonly snapshotId: string | null;
  /** The newest split; counts only while the status says `split` or `locked`. */
  readonly split: CohortSplitRow | null;
}

/** A split as it was computed; `result` is JSON of libs/cohort. */
export interface CohortSplitRow {
  readonly id: string;
  readonly seed: string;
  readonly ratio: string;
  readonly result: unknown;
  readonly committedAt: Date;
}

const include = {
  splits: { orderBy: [{ committedAt: 'desc' }, { id: 'desc' }], take: 1 },
  snapshots: { select: { id: true }, orderBy: { lockedAt: 'desc' }, take: 1 },
} satisfies Prisma.CohortInclude;

const statusOf = (text: string): CohortRow['status'] => (text === 'split' || text === 'locked' ? text : 'draft');

const asCohort = (row: Prisma.CohortGetPayload<{ include: typeof include }>): CohortRow => ({
  id: row.id, name: row.name, definition: row.definition, version: row.version, status: statusOf(row.status), createdAt: row.createdAt,
  snapshotId: row.snapshots[0]?.id ?? null, split: row.splits[0] ?? null,
});

/** Cohorts of a study, the newest first. */
export async function listCohorts(tx: Tx, studyId: string): Promise<CohortRow[]> {
  const rows = await tx.prisma.cohort.findMany({ where: { studyId }, include, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] });
  return rows.map(asCohort);
}

export async function findCohort(tx: Tx, studyId: string, cohortId: string): Promise<CohortRow | null> {
  const row = await tx.prisma.cohort.findFirst({ where: { id: cohortId, studyId }, include });
  return row === null ? null : asCohort(row);
}

/** The same, held until the transaction ends. */
export async function holdCohort(tx: Tx, studyId: string, cohortId: string): Promise<CohortRow | null> {
  const held = await tx.prisma.$queryRaw<{ id: string }[]>`SELECT id FROM cohort WHERE id = ${cohortId}::uuid AND study_id = ${studyId}::uuid FOR UPDATE`;
  return held.length === 0 ? null : findCohort(tx, studyId, cohortId);
}

/** Adds a cohort; null when the study has one of this name. */
export async function insertCohort(tx: Tx, studyId: string, cohort: { readonly name: string; readonly definition: unknown }, createdById: string): Promise<CohortRow | null> {
  const created = await tx.prisma.cohort.createManyAndReturn({
    data: [{ studyId, name: cohort.name, definition: jsonValue(cohort.definition), createdAt: tx.at, createdById }], skipDuplicates: true, select: { id: true },
  });
  const [row] = created;
  return row === undefined ? null : findCohort(tx, studyId, row.id);
}

/** Whether another cohort of the study has this name. */
export async function cohortNameTaken(tx: Tx, studyId: string, name: string, exceptId: string): Promise<boolean> {
  return (await tx.prisma.cohort.count({ where: { studyId, name, id: { not: exceptId } } })) > 0;
}

/** Changes a held cohort and counts its version up. */
export async function updateCohort(tx: Tx, cohortId: string, change: { readonly name?: string; readonly definition?: unknown; readonly status: CohortRow['status'] }): Promise<void> {
  await tx.prisma.cohort.update({
    where: { id: cohortId },
    data: { name: change.name, status: change.status, version: { increment: 1 }, ...(change.definition === undefined ? {} : { definition: jsonValue(change.definition) }) },
    select: { id: true },
  });
}

export interface NewSplit {
  readonly id: string;
  readonly cohortId: string;
  readonly seed: string;
  readonly ratio: string;
  readonly result: unknown;
  /** When the seed was committed to the audit trail. */
  readonly committedAt: Date;
}

export async function insertSplit(tx: Tx, split: NewSplit, createdById: string): Promise<void> {
  await tx.prisma.cohortSplit.create({ data: { ...split, result: jsonValue(split.result), createdById }, select: { id: true } });
}

/** What a cohort and a snapshot need of the confirmed report of a case. Shows nothing to an identity without pathology. */
export interface ConfirmedReport {
  readonly typeCode: string;
  readonly malignant: boolean | null;
  readonly method: string;
  readonly specimenDate: string;
}

/** Current reports by case id, with whether a second person confirmed them. */
export async function reportsOfCases(tx: Tx, caseIds: readonly string[]): Promise<ReadonlyMap<string, ConfirmedReport & { readonly confirmed: boolean }>> {
  const rows = await tx.prisma.pathologyReport.findMany({
    where: { lesionId: { in: [...caseIds] }, supersededAt: null },
    select: { lesionId: true, typeCode: true, malignant: true, method: true, specimenDate: true, confirmedAt: true },
  });
  return new Map(rows.map(({ lesionId, confirmedAt, ...report }) => [lesionId, { ...report, confirmed: confirmedAt !== null }]));
}
