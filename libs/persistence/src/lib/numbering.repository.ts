import type { Tx } from './database.ts';
import { centresSetting } from './identity.ts';

function onlyNumber(rows: readonly { number: number }[]): number {
  const row = rows[0];
  if (row === undefined) throw new Error('the numbering function gave no row');
  return row.number;
}

/** The next subject number of a centre; other registrations of the centre wait until this transaction ends. */
export async function nextSubjectNumber(tx: Tx, centre: string): Promise<number> {
  return onlyNumber(await tx.prisma.$queryRaw<{ number: number }[]>`SELECT next_subject_number(${centre}) AS number`);
}

/** The next receipt number of a study, without gaps. */
export async function nextReceiptNumber(tx: Tx, studyId: string): Promise<number> {
  return onlyNumber(await tx.prisma.$queryRaw<{ number: number }[]>`SELECT next_receipt_number(${studyId}::uuid) AS number`);
}

/** Where the same picture already is, seen from the lesion that it is sent for. */
export interface DuplicatePicture {
  readonly relation: 'same-lesion' | 'other-lesion' | 'other-patient' | 'other-centre';
  /** Lesion and slot; null in a centre that this identity may not see. */
  readonly caseCode: string | null;
  readonly slotCode: string | null;
}

/** Looks in the whole study, also where the caller may not look; of there only the relation is told. */
export function duplicatePictures(tx: Tx, pixelSha256: string, lesionId: string): Promise<DuplicatePicture[]> {
  return tx.prisma.$queryRaw<DuplicatePicture[]>`
    SELECT relation, case_code AS "caseCode", slot_code AS "slotCode"
    FROM duplicate_pictures(${pixelSha256}, ${lesionId}::uuid, ${centresSetting(tx.identity)})`;
}
