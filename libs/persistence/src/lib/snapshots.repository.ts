import type { Prisma } from '../generated/prisma/client.ts';
import type { Tx } from './database.ts';
import { jsonValue } from './json-value.ts';

/** A locked snapshot; `summary` is JSON of the API (record, number of files, bytes). */
export interface SnapshotRow {
  readonly id: string;
  readonly cohortId: string;
  readonly cohortName: string;
  readonly root: string;
  readonly previousRoot: string | null;
  readonly succeedsId: string | null;
  readonly lockedAt: Date;
  readonly summary: unknown;
  readonly signatures: readonly { readonly person: string; readonly meaning: string; readonly digest: string; readonly signedAt: Date }[];
}

const include = {
  cohort: { select: { name: true } },
  signatures: { include: { person: { select: { name: true } } }, orderBy: [{ signedAt: 'asc' }, { id: 'asc' }] },
} satisfies Prisma.SnapshotInclude;

const asSnapshot = (row: Prisma.SnapshotGetPayload<{ include: typeof include }>): SnapshotRow => ({
  id: row.id, cohortId: row.cohortId, cohortName: row.cohort.name, root: row.root, previousRoot: row.previousRoot, succeedsId: row.succeedsId, lockedAt: row.lockedAt, summary: row.summary,
  signatures: row.signatures.map(({ person, meaning, digest, signedAt }) => ({ person: person.name, meaning, digest, signedAt })),
});

/** Snapshots of a study, the newest first. */
export async function listSnapshots(tx: Tx, studyId: string): Promise<SnapshotRow[]> {
  const rows = await tx.prisma.snapshot.findMany({ where: { studyId }, include, orderBy: [{ lockedAt: 'desc' }, { id: 'asc' }] });
  return rows.map(asSnapshot);
}

export async function findSnapshot(tx: Tx, studyId: string, snapshotId: string): Promise<SnapshotRow | null> {
  const row = await tx.prisma.snapshot.findFirst({ where: { id: snapshotId, studyId }, include });
  return row === null ? null : asSnapshot(row);
}

/** Root of the newest snapshot of the study. Locks of one study happen one after the other: the study's row is held. */
export async function holdLastRoot(tx: Tx, studyId: string): Promise<string | null> {
  await tx.prisma.$queryRaw`SELECT id FROM study WHERE id = ${studyId}::uuid FOR NO KEY UPDATE`;
  const row = await tx.prisma.snapshot.findFirst({ where: { studyId }, orderBy: [{ lockedAt: 'desc' }, { id: 'desc' }], select: { root: true } });
  return row?.root ?? null;
}

/** Holds the cases of a lock (lesion codes), and their patients, until the transaction ends: nobody changes them meanwhile. */
export async function holdCases(tx: Tx, codes: readonly string[]): Promise<void> {
  const wanted = [...codes];
  await tx.prisma.$queryRaw`SELECT id FROM subject WHERE id IN (SELECT subject_id FROM lesion WHERE code = ANY (${wanted}::text[])) ORDER BY id FOR UPDATE`;
  await tx.prisma.$queryRaw`SELECT id FROM lesion WHERE code = ANY (${wanted}::text[]) ORDER BY id FOR UPDATE`;
}

export interface NewSnapshot {
  readonly id: string;
  readonly cohortId: string;
  readonly root: string;
  readonly manifestKey: string;
  readonly summary: unknown;
  readonly previousRoot: string | null;
  readonly lesions: readonly { readonly caseId: string; readonly centre: string; readonly set: string }[];
  readonly signature: { readonly meaning: string; readonly digest: string; readonly nonce: string | null };
  /** The snapshot that it succeeds without withdrawn patients. */
  readonly succeedsId?: string;
}

/**
 * Writes the snapshot with its lesions and its signature. Here and at the lock of the cases one statement takes lists: the
 * plan of a statement with a place for every case would be compiled, and kept, at the size of the study.
 */
export async function insertSnapshot(tx: Tx, studyId: string, snapshot: NewSnapshot, personId: string): Promise<void> {
  const { lesions, signature, summary, ...row } = snapshot;
  await tx.prisma.snapshot.create({ data: { ...row, studyId, summary: jsonValue(summary), lockedAt: tx.at }, select: { id: true } });
  await tx.prisma.signature.create({ data: { snapshotId: row.id, personId, ...signature, signedAt: tx.at }, select: { id: true } });
  const [ids, centres, sets] = [lesions.map(({ caseId }) => caseId), lesions.map(({ centre }) => centre), lesions.map(({ set }) => set)];
  await tx.prisma.$executeRaw`INSERT INTO snapshot_lesion (snapshot_id, lesion_id, centre_id, set) SELECT ${row.id}::uuid, l.id, l.centre, l.part FROM unnest(${ids}::uuid[], ${centres}::text[], ${sets}::text[]) AS l(id, centre, part)`;
}

/** Locks cases that no snapshot holds yet; from here on the database itself refuses every change of them. */
export function lockCases(tx: Tx, caseIds: readonly string[], snapshotId: string): Promise<number> {
  return tx.prisma.$executeRaw`
    UPDATE lesion SET state = 'locked', locked_snapshot_id = ${snapshotId}::uuid, version = version + 1, state_changed_at = ${tx.at}
    WHERE id = ANY (${[...caseIds]}::uuid[]) AND locked_snapshot_id IS NULL`;
}

/** Whether a signature was given with this one-time word. */
export async function signatureWordUsed(tx: Tx, nonce: string): Promise<boolean> {
  return (await tx.prisma.signature.count({ where: { nonce } })) > 0;
}

/** Whether a signature was given before: by its one-time word, or by the digest that it covers. */
export async function signatureUsed(tx: Tx, personId: string, digest: string, nonce: string | null): Promise<boolean> {
  return (await tx.prisma.signature.count({ where: { OR: [{ personId, digest }, ...(nonce === null ? [] : [{ nonce }])] } })) > 0;
}

export interface SealedOutcomesRow {
  readonly mode: 'automatic' | 'two-person';
  /** Null while two persons have not opened them. */
  readonly salt: Uint8Array | null;
  readonly outcomes: Uint8Array | null;
  readonly commitment: string;
  readonly openedAt: Date | null;
  readonly openedForRunId: string | null;
  /** Digest of the model that they were opened for. */
  readonly modelDigest: string | null;
}

export async function sealOutcomes(tx: Tx, snapshotId: string, sealed: { readonly salt: Uint8Array; readonly outcomes: Uint8Array; readonly commitment: string; readonly lesions: number }): Promise<void> {
  const { salt, outcomes, commitment, lesions } = sealed;
  // Written without reading back: the writer may not read what is sealed.
  await tx.prisma.sealedOutcomes.createMany({ data: [{ snapshotId, salt: Uint8Array.from(salt), outcomes: Uint8Array.from(outcomes), commitment, lesions }] });
}

/** The outcomes of external centres: for the service itself, and for people who may see pathology once they were opened; else null. */
export async function findSealedOutcomes(tx: Tx, snapshotId: string): Promise<SealedOutcomesRow | null> {
  const row = await tx.prisma.sealedOutcomes.findUnique({ where: { snapshotId }, include: { openedForRun: { select: { modelDigest: true } } } });
  if (row === null) return null;
  const { salt, outcomes, commitment, openedAt, openedForRunId } = row;
  return { mode: row.mode === 'two-person' ? 'two-person' : 'automatic', salt, outcomes, commitment, openedAt, openedForRunId, modelDigest: row.openedForRun?.modelDigest ?? null };
}

/** Opens the outcomes for a registered model; false when they were opened before. Only the service may. */
export async function openOutcomes(tx: Tx, snapshotId: string, runId: string): Promise<boolean> {
  const { count } = await tx.prisma.sealedOutcomes.updateMany({ where: { snapshotId, openedAt: null }, data: { openedAt: tx.at, openedForRunId: runId } });
  return count === 1;
}

/** Current images of many cases, with the device that the exam names. */
export async function currentImagesOf(tx: Tx, caseIds: readonly string[]): Promise<{ id: string; caseId: string; slot: string; sha256: string; sizeBytes: number; rows: number; columns: number; frames: number; header: unknown; protocolVersion: string }[]> {
  const rows = await tx.prisma.image.findMany({
    where: { lesionId: { in: [...caseIds] }, supersededAt: null },
    select: { id: true, lesionId: true, slotCode: true, sha256: true, sizeBytes: true, rows: true, columns: true, frames: true, header: true, protocolVersion: true },
  });
  return rows.map(({ lesionId, slotCode, ...row }) => ({ caseId: lesionId, slot: slotCode, ...row }));
}

/** All query threads of these cases, without their texts. */
export async function threadsOfCases(tx: Tx, caseIds: readonly string[]): Promise<{ id: string; caseId: string; slot: string | null; item: string | null; reason: string; status: string; raisedAt: Date; closedAt: Date | null }[]> {
  const rows = await tx.prisma.queryThread.findMany({
    where: { lesionId: { in: [...caseIds] } },
    select: { id: true, lesionId: true, slotCode: true, itemCode: true, reasonCode: true, status: true, raisedAt: true, closedAt: true }, orderBy: { id: 'asc' },
  });
  return rows.map((row) => ({ id: row.id, caseId: row.lesionId, slot: row.slotCode, item: row.itemCode, reason: row.reasonCode, status: row.status, raisedAt: row.raisedAt, closedAt: row.closedAt }));
}
