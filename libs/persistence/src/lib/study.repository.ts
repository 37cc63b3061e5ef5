import type { Tx } from './database.ts';

/** The version of a study definition that is in force. */
export interface ActiveStudyRow {
  readonly studyId: string;
  readonly code: string;
  readonly version: string;
  readonly digest: string;
  /** The definition as it was activated; read it with the schema of libs/study. */
  readonly definition: unknown;
}

/** The installation's study and the digest of its newest activated version; null before the first. Asked often, so it leaves the definition out. */
export async function findActiveStudyRef(tx: Tx): Promise<{ studyId: string; code: string; digest: string } | null> {
  const row = await tx.prisma.studyVersion.findFirst({ orderBy: { activatedAt: 'desc' }, select: { digest: true, study: { select: { id: true, code: true } } } });
  return row === null ? null : { studyId: row.study.id, code: row.study.code, digest: row.digest };
}

/** The same with the definition. */
export async function findActiveStudy(tx: Tx): Promise<ActiveStudyRow | null> {
  const row = await tx.prisma.studyVersion.findFirst({ orderBy: { activatedAt: 'desc' }, include: { study: { select: { id: true, code: true } } } });
  return row === null ? null : { studyId: row.study.id, code: row.study.code, version: row.version, digest: row.digest, definition: row.definition };
}

/** Codes of the study's centres. */
export async function listCentreCodes(tx: Tx): Promise<string[]> {
  const rows = await tx.prisma.centre.findMany({ select: { code: true }, orderBy: { code: 'asc' } });
  return rows.map((row) => row.code);
}
