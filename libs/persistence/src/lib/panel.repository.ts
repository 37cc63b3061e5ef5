import type { Tx } from './database.ts';

// Nothing in this file reads pathology, and no identity that the panel uses can see it (row-level security).

/** A complete case that waits for a verdict. */
export interface WaitingCase {
  readonly id: string;
  readonly code: string;
  readonly centre: string;
  readonly waitingSince: Date;
}

/** Cases in this state, those that wait longest first. */
export async function casesWaiting(tx: Tx, state: string): Promise<WaitingCase[]> {
  const rows = await tx.prisma.lesion.findMany({ where: { state }, select: { id: true, code: true, centreId: true, stateChangedAt: true }, orderBy: [{ stateChangedAt: 'asc' }, { code: 'asc' }] });
  return rows.map((row) => ({ id: row.id, code: row.code, centre: row.centreId, waitingSince: row.stateChangedAt }));
}

/** The digests of the pictures that a verdict is about, in order of their slots' codes. */
export async function currentDigests(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await tx.prisma.image.findMany({ where: { lesionId: caseId, supersededAt: null }, select: { sha256: true }, orderBy: { slotCode: 'asc' } });
  return rows.map((row) => row.sha256);
}

/** Keeps the verdict of one person. */
export async function insertVerdict(tx: Tx, verdict: { readonly caseId: string; readonly centre: string; readonly verdict: string; readonly protocolVersion: string }, personId: string): Promise<void> {
  await tx.prisma.panelVerdict.create({
    data: { lesionId: verdict.caseId, centreId: verdict.centre, verdict: verdict.verdict, protocolVersion: verdict.protocolVersion, personId, at: tx.at },
    select: { id: true },
  });
}
