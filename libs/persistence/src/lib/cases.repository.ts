import type { Prisma } from '../generated/prisma/client.ts';
import type { Tx } from './database.ts';

/** A case (lesion) by itself. */
export interface CaseRow {
  readonly id: string;
  readonly code: string;
  readonly centre: string;
  readonly state: string;
  readonly version: number;
  readonly subjectId: string;
  readonly subjectCode: string;
  readonly stateChangedAt: Date;
  readonly lockedSnapshotId: string | null;
}

const select = {
  id: true, code: true, centreId: true, state: true, version: true, subjectId: true, stateChangedAt: true, lockedSnapshotId: true,
  subject: { select: { code: true } },
} satisfies Prisma.LesionSelect;

type Selected = Prisma.LesionGetPayload<{ select: typeof select }>;

const asCase = (row: Selected): CaseRow => ({
  id: row.id, code: row.code, centre: row.centreId, state: row.state, version: row.version, subjectId: row.subjectId,
  subjectCode: row.subject.code, stateChangedAt: row.stateChangedAt, lockedSnapshotId: row.lockedSnapshotId,
});

/** The case when this identity may see it, else null. */
export async function findCase(tx: Tx, caseId: string): Promise<CaseRow | null> {
  const row = await tx.prisma.lesion.findUnique({ where: { id: caseId }, select });
  return row === null ? null : asCase(row);
}

/** The same, held until the transaction ends: changes of one case happen one after the other. */
export async function holdCase(tx: Tx, caseId: string): Promise<CaseRow | null> {
  const held = await tx.prisma.$queryRaw<{ id: string }[]>`SELECT id FROM lesion WHERE id = ${caseId}::uuid FOR UPDATE`;
  return held.length === 0 ? null : findCase(tx, caseId);
}

/** Writes where a held case stands now. The version counts every change of the case, so that a verdict on an older one is refused. */
export async function setCaseState(tx: Tx, before: CaseRow, state: string): Promise<CaseRow> {
  const row = await tx.prisma.lesion.update({
    where: { id: before.id },
    data: { state, version: before.version + 1, ...(state === before.state ? {} : { stateChangedAt: tx.at }) },
    select,
  });
  return asCase(row);
}

export interface CaseFilter {
  readonly centre?: string | undefined;
  readonly state?: string | undefined;
  /** Part of a case code. */
  readonly search?: string | undefined;
}

const whereOf = (filter: CaseFilter): Prisma.LesionWhereInput => ({
  ...(filter.centre === undefined ? {} : { centreId: filter.centre }),
  ...(filter.state === undefined ? {} : { state: filter.state }),
  ...(filter.search === undefined ? {} : { code: { contains: filter.search, mode: 'insensitive' } }),
});

/** Cases after this code, in order of their codes. */
export async function pageOfCases(tx: Tx, filter: CaseFilter, afterCode: string | null, limit: number): Promise<CaseRow[]> {
  const where = afterCode === null ? whereOf(filter) : { AND: [whereOf(filter), { code: { gt: afterCode } }] };
  const rows = await tx.prisma.lesion.findMany({ where, select, orderBy: { code: 'asc' }, take: limit });
  return rows.map(asCase);
}

export const countCases = (tx: Tx, filter: CaseFilter): Promise<number> => tx.prisma.lesion.count({ where: whereOf(filter) });

/** How many cases stand in each state. */
export async function countByState(tx: Tx): Promise<Record<string, number>> {
  const rows = await tx.prisma.lesion.groupBy({ by: ['state'], _count: { _all: true } });
  return Object.fromEntries(rows.map((row) => [row.state, row._count._all]));
}

/** Cases in these states, those that moved last first. */
export async function latestCasesIn(tx: Tx, states: readonly string[], limit: number): Promise<CaseRow[]> {
  const rows = await tx.prisma.lesion.findMany({ where: { state: { in: [...states] } }, select, orderBy: [{ stateChangedAt: 'desc' }, { code: 'asc' }], take: limit });
  return rows.map(asCase);
}

/** Ids and codes of all lesions of a subject, in order. */
export function lesionsOf(tx: Tx, subjectId: string): Promise<{ id: string; code: string }[]> {
  return tx.prisma.lesion.findMany({ where: { subjectId }, select: { id: true, code: true }, orderBy: { ordinal: 'asc' } });
}
