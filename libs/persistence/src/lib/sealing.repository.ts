import type { Tx } from './database.ts';
import { jsonValue } from './json-value.ts';

/** A person who holds a share of every sealing key. */
export interface KeyHolderRow {
  readonly personId: string;
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly privateBox: Uint8Array;
  /** Public key of the signature under the giving of a share; null for holders of before there was one. */
  readonly signingKey: Uint8Array | null;
  readonly enrolledAt: Date;
}

/** False when the person holds keys already: shares that are out would be lost with the old pair. */
export async function insertKeyHolder(tx: Tx, pair: Pick<KeyHolderRow, 'publicKey' | 'privateBox'> & { readonly signingKey: Uint8Array }, personId: string): Promise<boolean> {
  const { count } = await tx.prisma.keyHolder.createMany({ data: [{ personId, publicKey: Uint8Array.from(pair.publicKey), privateBox: Uint8Array.from(pair.privateBox), signingKey: Uint8Array.from(pair.signingKey), enrolledAt: tx.at }], skipDuplicates: true });
  return count === 1;
}

/** Everybody who holds keys and may still sign in, in the order of their enrolment. */
export async function listKeyHolders(tx: Tx): Promise<KeyHolderRow[]> {
  const rows = await tx.prisma.keyHolder.findMany({ where: { person: { disabledAt: null } }, include: { person: { select: { name: true } } }, orderBy: [{ enrolledAt: 'asc' }, { personId: 'asc' }] });
  return rows.map(({ person, ...row }) => ({ ...row, name: person.name }));
}

export async function findKeyHolder(tx: Tx, personId: string): Promise<KeyHolderRow | null> {
  const row = await tx.prisma.keyHolder.findUnique({ where: { personId }, include: { person: { select: { name: true } } } });
  return row === null ? null : { personId, publicKey: row.publicKey, privateBox: row.privateBox, signingKey: row.signingKey, enrolledAt: row.enrolledAt, name: row.person.name };
}

/** One share as it is stored: shut for its holder, and open once given. */
export interface ShareRow {
  readonly personId: string;
  readonly holder: string;
  readonly publicKey: Uint8Array;
  readonly position: number;
  readonly box: Uint8Array;
  readonly share: Uint8Array | null;
  readonly givenAt: Date | null;
  readonly forRunId: string | null;
}

/** How the outcomes of one snapshot are sealed. Read by the service itself only. */
export interface SealingRow {
  readonly snapshotId: string;
  readonly mode: 'automatic' | 'two-person';
  readonly box: Uint8Array | null;
  readonly commitment: string;
  readonly lesions: number;
  readonly impact: string | null;
  readonly openedAt: Date | null;
  readonly openedForRunId: string | null;
  readonly modelDigest: string | null;
  readonly shares: readonly ShareRow[];
}

/** Seals by two persons: nothing of the outcomes is written but the box. */
export async function sealInBox(tx: Tx, snapshotId: string, sealed: { readonly box: Uint8Array; readonly commitment: string; readonly lesions: number; readonly shares: readonly { readonly personId: string; readonly position: number; readonly box: Uint8Array }[] }): Promise<void> {
  const { box, commitment, lesions, shares } = sealed;
  await tx.prisma.sealedOutcomes.createMany({ data: [{ snapshotId, mode: 'two-person', box: Uint8Array.from(box), commitment, lesions }] });
  await tx.prisma.sealedShare.createMany({ data: shares.map((share) => ({ snapshotId, personId: share.personId, position: share.position, box: Uint8Array.from(share.box) })) });
}

export async function findSealing(tx: Tx, snapshotId: string): Promise<SealingRow | null> {
  const row = await tx.prisma.sealedOutcomes.findUnique({ where: { snapshotId }, include: { openedForRun: { select: { modelDigest: true } } } });
  if (row === null) return null;
  const shares = await tx.prisma.sealedShare.findMany({ where: { snapshotId }, include: { holder: { include: { person: { select: { name: true } } } } }, orderBy: { position: 'asc' } });
  return {
    snapshotId, mode: row.mode === 'two-person' ? 'two-person' : 'automatic', box: row.box, commitment: row.commitment, lesions: row.lesions, impact: row.impact,
    openedAt: row.openedAt, openedForRunId: row.openedForRunId, modelDigest: row.openedForRun?.modelDigest ?? null,
    shares: shares.map(({ holder, ...share }) => ({ personId: share.personId, position: share.position, box: share.box, share: share.share, givenAt: share.givenAt, forRunId: share.forRunId, holder: holder.person.name, publicKey: holder.publicKey })),
  };
}

/** The same, held until the transaction ends: shares are given one after the other. */
export async function holdSealing(tx: Tx, snapshotId: string): Promise<SealingRow | null> {
  await tx.prisma.$queryRaw`SELECT snapshot_id FROM sealed_outcomes WHERE snapshot_id = ${snapshotId}::uuid FOR UPDATE`;
  return findSealing(tx, snapshotId);
}

/** Writes an opened share. False when it was given before. */
export async function writeShare(tx: Tx, given: { readonly snapshotId: string; readonly personId: string; readonly share: Uint8Array; readonly runId: string }): Promise<boolean> {
  const { count } = await tx.prisma.sealedShare.updateMany({ where: { snapshotId: given.snapshotId, personId: given.personId, givenAt: null }, data: { share: Uint8Array.from(given.share), givenAt: tx.at, forRunId: given.runId } });
  return count === 1;
}

/** Writes what two shares opened. False when the outcomes were opened before. Only the service may. */
export async function writeOpened(tx: Tx, opened: { readonly snapshotId: string; readonly runId: string; readonly salt: Uint8Array; readonly outcomes: Uint8Array; readonly impact: string }): Promise<boolean> {
  const { count } = await tx.prisma.sealedOutcomes.updateMany({
    where: { snapshotId: opened.snapshotId, openedAt: null },
    data: { salt: Uint8Array.from(opened.salt), outcomes: Uint8Array.from(opened.outcomes), impact: opened.impact, openedAt: tx.at, openedForRunId: opened.runId },
  });
  return count === 1;
}

/** A model of a snapshot whose digest is registered. */
export interface RegisteredModelRow {
  readonly runId: string;
  readonly snapshotId: string;
  readonly digest: string;
  readonly registeredAt: Date;
  readonly startedById: string;
  /** A fold of a cross-validation is no model that anybody opens sealed outcomes for. */
  readonly isFold: boolean;
}

/** Registered models of these snapshots, the first registered first. */
export async function registeredModels(tx: Tx, snapshotIds: readonly string[]): Promise<RegisteredModelRow[]> {
  const rows = await tx.prisma.modelRun.findMany({
    where: { snapshotId: { in: [...snapshotIds] }, modelDigest: { not: null }, registeredAt: { not: null } },
    select: { id: true, snapshotId: true, modelDigest: true, registeredAt: true, startedById: true, fold: true }, orderBy: [{ registeredAt: 'asc' }, { id: 'asc' }],
  });
  return rows.flatMap(({ id, snapshotId, modelDigest, registeredAt, startedById, fold }) => (modelDigest !== null && registeredAt !== null ? [{ runId: id, snapshotId, digest: modelDigest, registeredAt, startedById, isFold: fold !== null }] : []));
}

/** Adds figures to a run that has ended: those that the opening made possible. */
export async function setRunMetrics(tx: Tx, runId: string, metrics: unknown): Promise<void> {
  await tx.prisma.modelRun.update({ where: { id: runId }, data: { metrics: jsonValue(metrics) }, select: { id: true } });
}
