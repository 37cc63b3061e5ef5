import type { Prisma } from '../generated/prisma/client.ts';
import { agreementNamed, agreementNameOf, type AgreementName } from './agreements.repository.ts';
import type { Tx } from './database.ts';

/** Access of a named person to a snapshot. */
export interface ReleaseRow {
  readonly id: string;
  readonly snapshotId: string;
  readonly personId: string;
  readonly person: string;
  readonly agreement: string;
  /** The version of the study's agreement that was in force at the release. */
  readonly document: AgreementName | null;
  readonly releasedAt: Date;
  readonly releasedBy: string;
  readonly expiresAt: Date;
  readonly withdrawnAt: Date | null;
  readonly withdrawReason: string | null;
}

const include = { person: { select: { name: true } }, releasedBy: { select: { name: true } }, document: agreementNamed } satisfies Prisma.SnapshotReleaseInclude;

const asRelease = ({ person, releasedBy, document, ...row }: Prisma.SnapshotReleaseGetPayload<{ include: typeof include }>): ReleaseRow => ({
  id: row.id, snapshotId: row.snapshotId, personId: row.personId, person: person.name, agreement: row.agreement, document: agreementNameOf(document), releasedAt: row.releasedAt, releasedBy: releasedBy.name,
  expiresAt: row.expiresAt, withdrawnAt: row.withdrawnAt, withdrawReason: row.withdrawReason,
});

/** Releases of a snapshot, the newest first. */
export async function listReleases(tx: Tx, snapshotId: string): Promise<ReleaseRow[]> {
  return (await tx.prisma.snapshotRelease.findMany({ where: { snapshotId }, include, orderBy: [{ releasedAt: 'desc' }, { id: 'asc' }] })).map(asRelease);
}

/** The release that lets this person take the snapshot now; null when there is none, it ended, or it was withdrawn. */
export async function findLiveRelease(tx: Tx, snapshotId: string, personId: string): Promise<ReleaseRow | null> {
  const row = await tx.prisma.snapshotRelease.findFirst({ where: { snapshotId, personId, withdrawnAt: null, expiresAt: { gt: tx.at } }, include });
  return row === null ? null : asRelease(row);
}

/** Releases a snapshot; an expired release of the same person makes room. Null when that person has a live one. */
export async function insertRelease(tx: Tx, release: { readonly snapshotId: string; readonly personId: string; readonly agreement: string; readonly agreementId: string | null; readonly expiresAt: Date }, releasedById: string): Promise<ReleaseRow | null> {
  await tx.prisma.snapshotRelease.updateMany({
    where: { snapshotId: release.snapshotId, personId: release.personId, withdrawnAt: null, expiresAt: { lte: tx.at } },
    data: { withdrawnAt: tx.at, withdrawnById: releasedById, withdrawReason: 'expired' },
  });
  const [created] = await tx.prisma.snapshotRelease.createManyAndReturn({ data: [{ ...release, releasedAt: tx.at, releasedById }], skipDuplicates: true, include });
  return created === undefined ? null : asRelease(created);
}

/** Withdraws live releases of a snapshot (all, or one) and gives those that it ended. */
export async function withdrawReleases(tx: Tx, snapshotId: string, releaseId: string | null, reason: string, withdrawnById: string): Promise<ReleaseRow[]> {
  const live = await tx.prisma.snapshotRelease.findMany({ where: { snapshotId, withdrawnAt: null, ...(releaseId === null ? {} : { id: releaseId }) }, include });
  await tx.prisma.snapshotRelease.updateMany({ where: { id: { in: live.map(({ id }) => id) } }, data: { withdrawnAt: tx.at, withdrawnById, withdrawReason: reason } });
  return live.map(asRelease);
}

/** Whether everything of the snapshot was taken back. */
export async function takenBack(tx: Tx, snapshotId: string): Promise<{ readonly at: Date; readonly reason: string } | null> {
  const row = await tx.prisma.snapshot.findUnique({ where: { id: snapshotId }, select: { takenBackAt: true, takenBackReason: true } });
  return row?.takenBackAt && row.takenBackReason !== null ? { at: row.takenBackAt, reason: row.takenBackReason } : null;
}

/** Marks the snapshot as taken back, or (reason null) lifts that for a new release. */
export async function setTakenBack(tx: Tx, snapshotId: string, reason: string | null): Promise<void> {
  await tx.prisma.snapshot.update({ where: { id: snapshotId }, data: { takenBackAt: reason === null ? null : tx.at, takenBackReason: reason }, select: { id: true } });
}

/** What a person was given and still has, with the snapshot's name. */
export async function releasesTo(tx: Tx, personId: string): Promise<{ readonly snapshotId: string; readonly cohortName: string; readonly root: string; readonly agreement: string; readonly document: AgreementName | null; readonly expiresAt: Date }[]> {
  const rows = await tx.prisma.snapshotRelease.findMany({
    where: { personId, withdrawnAt: null, expiresAt: { gt: tx.at }, snapshot: { takenBackAt: null } },
    include: { document: agreementNamed, snapshot: { select: { root: true, cohort: { select: { name: true } } } } }, orderBy: { releasedAt: 'desc' },
  });
  return rows.map(({ snapshotId, agreement, document, expiresAt, snapshot }) => ({ snapshotId, agreement, document: agreementNameOf(document), expiresAt, root: snapshot.root, cohortName: snapshot.cohort.name }));
}

/** People with an account, for whoever chooses one to release to; not the panel, which would see pathology. */
export async function peopleToName(tx: Tx): Promise<{ readonly personId: string; readonly name: string }[]> {
  const rows = await tx.prisma.person.findMany({ where: { disabledAt: null, grants: { none: { revokedAt: null, role: { in: ['auditor', 'adjudicator'] } } } }, select: { id: true, name: true }, orderBy: [{ name: 'asc' }, { id: 'asc' }] });
  return rows.map(({ id, name }) => ({ personId: id, name }));
}
