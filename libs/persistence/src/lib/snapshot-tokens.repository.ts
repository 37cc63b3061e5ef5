import { agreementNamed, agreementNameOf, type AgreementName } from './agreements.repository.ts';
import type { Tx } from './database.ts';

/** A token that reads one snapshot; its secret is not kept. */
export interface SnapshotTokenRow {
  readonly id: string;
  readonly name: string;
  readonly personId: string;
  readonly person: string;
  /** The version of the study's agreement that it was made under; null when it is older than versions. */
  readonly document: AgreementName | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/** Issues a token and gives its id. It carries no ability of its maker: what it may read is the snapshot alone. */
export async function insertSnapshotToken(tx: Tx, token: { readonly tokenHash: string; readonly snapshotId: string; readonly name: string; readonly agreementId: string; readonly expiresAt: Date }, personId: string): Promise<string> {
  const row = await tx.prisma.session.create({ data: { ...token, personId, kind: 'token', scopes: [], createdAt: tx.at }, select: { id: true } });
  return row.id;
}

/** Tokens of a snapshot, the newest first: everybody's, or one person's. */
export async function listSnapshotTokens(tx: Tx, snapshotId: string, personId: string | null): Promise<SnapshotTokenRow[]> {
  const rows = await tx.prisma.session.findMany({ where: { snapshotId, ...(personId === null ? {} : { personId }) }, include: { person: { select: { name: true } }, document: agreementNamed }, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] });
  return rows.map((row) => ({ id: row.id, name: row.name ?? '', personId: row.personId, person: row.person.name, document: agreementNameOf(row.document), createdAt: row.createdAt, lastUsedAt: row.lastSeenAt, expiresAt: row.expiresAt, revokedAt: row.revokedAt }));
}

/** Revokes live tokens of a snapshot: all, or those of these people. Gives their ids. */
export async function revokeSnapshotTokens(tx: Tx, snapshotId: string, of: { readonly personIds: readonly string[] } | { readonly tokenId: string } | 'everybody'): Promise<string[]> {
  const who = of === 'everybody' ? {} : 'tokenId' in of ? { id: of.tokenId } : { personId: { in: [...of.personIds] } };
  const live = await tx.prisma.session.findMany({ where: { snapshotId, revokedAt: null, ...who }, select: { id: true } });
  await tx.prisma.session.updateMany({ where: { id: { in: live.map(({ id }) => id) } }, data: { revokedAt: tx.at } });
  return live.map(({ id }) => id);
}

/** Notes that a token was used now. */
export async function noteTokenUse(tx: Tx, tokenId: string): Promise<void> {
  await tx.prisma.session.updateMany({ where: { id: tokenId }, data: { lastSeenAt: tx.at } });
}

/** Why a token of a snapshot reads nothing any more. */
export interface EndedSnapshotToken {
  readonly snapshotId: string;
  readonly root: string;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  /** The reason, when the very act that revoked it took the release back. */
  readonly withdrawReason: string | null;
}

/** The token of this digest with the reason that it ended; null for what is no token of a snapshot, or when its person was disabled. */
export async function findEndedSnapshotToken(tx: Tx, tokenHash: string): Promise<EndedSnapshotToken | null> {
  const row = await tx.prisma.session.findFirst({
    where: { tokenHash, person: { disabledAt: null } },
    select: { expiresAt: true, revokedAt: true, snapshot: { select: { id: true, root: true, takenBackAt: true, takenBackReason: true, releases: { select: { withdrawnAt: true, withdrawReason: true } } } } },
  });
  if (!row?.snapshot) return null;
  const { expiresAt, revokedAt, snapshot } = row;
  // Taking back writes one time into the release, the snapshot and the tokens; a later release lifts it from the snapshot only.
  const acts = [{ withdrawnAt: snapshot.takenBackAt, withdrawReason: snapshot.takenBackReason }, ...snapshot.releases];
  const act = revokedAt === null ? undefined : acts.find(({ withdrawnAt }) => withdrawnAt?.getTime() === revokedAt.getTime());
  return { snapshotId: snapshot.id, root: snapshot.root, expiresAt, revokedAt, withdrawReason: act?.withdrawReason ?? null };
}
