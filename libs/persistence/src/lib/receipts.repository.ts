import type { Tx } from './database.ts';
import { jsonValue } from './json-value.ts';

/** A signed receipt as it was given. */
export interface ReceiptRow {
  readonly number: number;
  readonly body: unknown;
  readonly signature: string;
}

export async function insertReceipt(tx: Tx, studyId: string, image: { readonly id: string; readonly centre: string }, receipt: ReceiptRow): Promise<void> {
  await tx.prisma.receipt.create({
    data: { studyId, number: receipt.number, imageId: image.id, centreId: image.centre, body: jsonValue(receipt.body), signature: receipt.signature, createdAt: tx.at },
    select: { number: true },
  });
}

/** The receipt of an image. */
export async function receiptOfImage(tx: Tx, imageId: string): Promise<ReceiptRow | null> {
  const row = await tx.prisma.receipt.findUnique({ where: { imageId } });
  return row === null ? null : { number: row.number, body: row.body, signature: row.signature };
}

/** A receipt by its number when this identity may see it, else null. */
export async function findReceipt(tx: Tx, studyId: string, number: number): Promise<ReceiptRow | null> {
  const row = await tx.prisma.receipt.findUnique({ where: { studyId_number: { studyId, number } } });
  return row === null ? null : { number: row.number, body: row.body, signature: row.signature };
}

/** A receipt as a list shows it: for which picture of which case. */
export interface ReceiptLine {
  readonly number: number;
  readonly caseId: string;
  readonly case: string;
  readonly slot: string;
  readonly at: Date;
}

/** The last receipts that this identity may see, the newest first. */
export async function latestReceipts(tx: Tx, studyId: string, limit: number): Promise<ReceiptLine[]> {
  const rows = await tx.prisma.receipt.findMany({
    where: { studyId }, orderBy: { number: 'desc' }, take: limit, select: { number: true, createdAt: true, image: { select: { slotCode: true, lesion: { select: { id: true, code: true } } } } },
  });
  return rows.map(({ number, createdAt, image }) => ({ number, caseId: image.lesion.id, case: image.lesion.code, slot: image.slotCode, at: createdAt }));
}
