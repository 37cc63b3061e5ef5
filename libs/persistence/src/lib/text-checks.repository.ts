import type { Tx } from './database.ts';

/** A current image of a case that may still change, in which text has not been searched for. */
export interface UncheckedImage {
  readonly id: string;
  readonly caseId: string;
  readonly sha256: string;
}

/** Locked and withdrawn cases take no finding any more. */
const SHUT = ['locked', 'withdrawn'];

/** Images to search, the oldest first; those that could not be searched before are not given again. */
export async function uncheckedImages(tx: Tx, limit: number): Promise<UncheckedImage[]> {
  const rows = await tx.prisma.image.findMany({
    where: { supersededAt: null, textCheck: null, lesion: { state: { notIn: SHUT } } },
    select: { id: true, lesionId: true, sha256: true },
    orderBy: [{ storedAt: 'asc' }, { id: 'asc' }],
    take: limit,
  });
  return rows.map(({ id, lesionId, sha256 }) => ({ id, caseId: lesionId, sha256 }));
}

export interface NewTextCheck {
  readonly imageId: string;
  readonly centre: string;
  readonly searchedFrames: number;
  readonly found: number;
  readonly problem: string | null;
}

/** Keeps that an image was searched; false when somebody did it before. */
export async function insertTextCheck(tx: Tx, { centre, ...check }: NewTextCheck): Promise<boolean> {
  const { count } = await tx.prisma.textCheck.createMany({ data: [{ ...check, centreId: centre, checkedAt: tx.at }], skipDuplicates: true });
  return count === 1;
}

/** What the centre stated of the boxes when it sent these bytes into this case; null when it stated nothing. */
export async function approvedBoxes(tx: Tx, caseCode: string, sha256: string): Promise<unknown> {
  const event = await tx.prisma.auditEvent.findFirst({ where: { caseCode, type: 'image.approved', payload: { path: ['output'], equals: sha256 } }, select: { payload: true }, orderBy: { seq: 'desc' } });
  const payload: unknown = event?.payload ?? null;
  return typeof payload === 'object' && payload !== null && 'boxes' in payload ? payload.boxes : null;
}

/** One finding with all that its decision needs. */
export interface FindingDetail {
  readonly id: string;
  readonly caseId: string;
  readonly imageId: string | null;
  readonly slot: string | null;
  readonly code: string;
  /** Stored JSON; readers parse it. */
  readonly evidence: unknown;
  readonly resolvedAt: Date | null;
}

/** The finding of an image by its code that is not settled yet; null when there is none. */
export async function openFindingOf(tx: Tx, imageId: string, code: string): Promise<FindingDetail | null> {
  const row = await tx.prisma.finding.findFirst({ where: { imageId, code, resolvedAt: null } });
  return row === null ? null : { id: row.id, caseId: row.lesionId, imageId, slot: row.slotCode, code, evidence: row.evidence, resolvedAt: null };
}

/** Settles a finding; false when somebody did it before. */
export async function resolveFinding(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.prisma.finding.updateMany({ where: { id, resolvedAt: null }, data: { resolvedAt: tx.at } });
  return count === 1;
}
