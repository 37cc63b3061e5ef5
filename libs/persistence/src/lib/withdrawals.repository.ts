import type { Tx } from './database.ts';

/** A lesion of a patient, as a withdrawal needs it. */
export interface LesionOfSubject {
  readonly id: string;
  readonly code: string;
  readonly state: string;
}

export async function lesionsOfSubject(tx: Tx, subjectId: string): Promise<LesionOfSubject[]> {
  return tx.prisma.$queryRaw<LesionOfSubject[]>`SELECT id, code, state FROM lesion WHERE subject_id = ${subjectId}::uuid ORDER BY code FOR UPDATE`;
}

/** Marks a held subject and its lesions as withdrawn. */
export async function markWithdrawn(tx: Tx, subjectId: string): Promise<void> {
  await tx.prisma.lesion.updateMany({ where: { subjectId, state: { not: 'withdrawn' } }, data: { state: 'withdrawn', version: { increment: 1 }, stateChangedAt: tx.at } });
  await tx.prisma.subject.update({ where: { id: subjectId }, data: { withdrawnAt: tx.at }, select: { id: true } });
}

/** A withdrawn patient with the snapshots that hold lesions of them. */
export interface WithdrawalRow {
  readonly subjectId: string;
  readonly subject: string;
  readonly centre: string;
  readonly withdrawnAt: Date;
  readonly lesions: readonly { readonly id: string; readonly code: string }[];
  readonly snapshots: readonly { readonly id: string; readonly root: string; readonly cohortName: string; readonly lockedAt: Date; readonly lesions: number; readonly succeededBy: string | null }[];
}

/** Withdrawn patients of the study (or one), the newest withdrawal first. */
export async function listWithdrawals(tx: Tx, studyId: string, subjectId: string | null): Promise<WithdrawalRow[]> {
  const rows = await tx.prisma.subject.findMany({
    where: { studyId, withdrawnAt: { not: null }, ...(subjectId === null ? {} : { id: subjectId }) },
    include: { lesions: { select: { id: true, code: true, snapshots: { select: { snapshotId: true } } }, orderBy: { code: 'asc' } } }, orderBy: [{ withdrawnAt: 'desc' }, { code: 'asc' }],
  });
  const ids = [...new Set(rows.flatMap((row) => row.lesions.flatMap((lesion) => lesion.snapshots.map(({ snapshotId }) => snapshotId))))];
  const snapshots = await tx.prisma.snapshot.findMany({ where: { id: { in: ids } }, select: { id: true, root: true, lockedAt: true, cohort: { select: { name: true } }, succeededBy: { select: { id: true }, take: 1 } }, orderBy: { lockedAt: 'asc' } });
  return rows.map((row): WithdrawalRow => ({
    subjectId: row.id, subject: row.code, centre: row.centreId, withdrawnAt: row.withdrawnAt ?? tx.at, lesions: row.lesions.map(({ id, code }) => ({ id, code })),
    snapshots: snapshots.flatMap(({ id, root, lockedAt, cohort, succeededBy }) => {
      const own = row.lesions.filter((lesion) => lesion.snapshots.some(({ snapshotId }) => snapshotId === id)).length;
      return own === 0 ? [] : [{ id, root, lockedAt, cohortName: cohort.name, lesions: own, succeededBy: succeededBy[0]?.id ?? null }];
    }),
  }));
}

/** Lesions of a snapshot whose patient has withdrawn, and how many remain. */
export async function withdrawnOfSnapshot(tx: Tx, snapshotId: string): Promise<{ readonly leaving: readonly { readonly lesion: string; readonly subject: string }[]; readonly staying: readonly { readonly lesion: string; readonly subject: string }[] }> {
  const rows = await tx.prisma.$queryRaw<{ lesion: string; subject: string; gone: boolean }[]>`
    SELECT l.code AS lesion, s.code AS subject, l.state = 'withdrawn' AS gone
    FROM snapshot_lesion sl JOIN lesion l ON l.id = sl.lesion_id JOIN subject s ON s.id = l.subject_id WHERE sl.snapshot_id = ${snapshotId}::uuid ORDER BY l.code`;
  const plain = ({ lesion, subject }: { lesion: string; subject: string }) => ({ lesion, subject });
  return { leaving: rows.filter(({ gone }) => gone).map(plain), staying: rows.filter(({ gone }) => !gone).map(plain) };
}
