import type { Prisma } from '../generated/prisma/client.ts';
import type { Tx } from './database.ts';
import { jsonValue } from './json-value.ts';

/** A stored image with its receipt number. */
export interface ImageRow {
  readonly id: string;
  readonly caseId: string;
  readonly centre: string;
  readonly slot: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  readonly header: unknown;
  readonly protocolVersion: string;
  readonly storedAt: Date;
  readonly supersedes: string | null;
  readonly supersededAt: Date | null;
  readonly supersedeReason: string | null;
  readonly receipt: number | null;
}

const include = { receipt: { select: { number: true } } } satisfies Prisma.ImageInclude;

const asImage = (row: Prisma.ImageGetPayload<{ include: typeof include }>): ImageRow => ({
  id: row.id, caseId: row.lesionId, centre: row.centreId, slot: row.slotCode, sha256: row.sha256, sizeBytes: row.sizeBytes, rows: row.rows,
  columns: row.columns, frames: row.frames, header: row.header, protocolVersion: row.protocolVersion, storedAt: row.storedAt, supersedes: row.supersedesId,
  supersededAt: row.supersededAt, supersedeReason: row.supersedeReason, receipt: row.receipt?.number ?? null,
});

/** All images of a case, replaced ones too, the newest first. */
export async function imagesOfCase(tx: Tx, caseId: string): Promise<ImageRow[]> {
  const rows = await tx.prisma.image.findMany({ where: { lesionId: caseId }, include, orderBy: [{ storedAt: 'desc' }, { id: 'asc' }] });
  return rows.map(asImage);
}

/** The image when this identity may see it, else null. */
export async function findImage(tx: Tx, imageId: string): Promise<ImageRow | null> {
  const row = await tx.prisma.image.findUnique({ where: { id: imageId }, include });
  return row === null ? null : asImage(row);
}

/** The image that holds these very bytes in this slot of this case, replaced or not; null when none does. */
export async function findSameImage(tx: Tx, caseId: string, slot: string, sha256: string): Promise<ImageRow | null> {
  const row = await tx.prisma.image.findFirst({ where: { lesionId: caseId, slotCode: slot, sha256 }, include, orderBy: { storedAt: 'desc' } });
  return row === null ? null : asImage(row);
}

export interface NewImage {
  readonly caseId: string;
  readonly centre: string;
  readonly slot: string;
  readonly sha256: string;
  readonly pixelSha256: string;
  readonly sizeBytes: number;
  readonly sopInstanceUid: string;
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  readonly header: unknown;
  readonly protocolVersion: string;
  readonly supersedes: string | null;
}

/** Adds an image as the current one of its slot; the one before must be superseded already. */
export async function insertImage(tx: Tx, image: NewImage, storedById: string): Promise<ImageRow> {
  const { caseId, centre, slot, supersedes, header, ...facts } = image;
  const row = await tx.prisma.image.create({
    data: { ...facts, lesionId: caseId, centreId: centre, slotCode: slot, supersedesId: supersedes, header: jsonValue(header), storedAt: tx.at, storedById },
    include,
  });
  await tx.prisma.slot.upsert({
    where: { lesionId_code: { lesionId: caseId, code: slot } },
    create: { lesionId: caseId, centreId: centre, code: slot, currentImageId: row.id },
    update: { currentImageId: row.id },
    select: { id: true },
  });
  return asImage(row);
}

/** Marks an image as replaced, with the reason; false when somebody replaced it before. */
export async function supersedeImage(tx: Tx, imageId: string, reason: string): Promise<boolean> {
  const { count } = await tx.prisma.image.updateMany({ where: { id: imageId, supersededAt: null }, data: { supersededAt: tx.at, supersedeReason: reason } });
  return count === 1;
}

export interface NewFinding {
  readonly code: string;
  readonly severity: string;
  readonly evidence: unknown;
  readonly sentence: { readonly zh: string; readonly en: string };
}

/** What the checks found on an image. */
export async function insertFindings(tx: Tx, image: ImageRow, findings: readonly NewFinding[]): Promise<void> {
  await tx.prisma.finding.createMany({
    data: findings.map((finding) => ({
      lesionId: image.caseId, imageId: image.id, centreId: image.centre, slotCode: image.slot, code: finding.code, severity: finding.severity,
      evidence: jsonValue(finding.evidence), sentenceZh: finding.sentence.zh, sentenceEn: finding.sentence.en, createdAt: tx.at,
    })),
  });
}

/** Scan date of the case's exam; null before its first image. */
export async function findScanDate(tx: Tx, caseId: string): Promise<string | null> {
  const row = await tx.prisma.exam.findUnique({ where: { lesionId: caseId }, select: { scanDate: true } });
  return row?.scanDate ?? null;
}

/** Keeps the date of an exam. */
export async function setScanDate(tx: Tx, caseId: string, scanDate: string): Promise<void> {
  await tx.prisma.exam.update({ where: { lesionId: caseId }, data: { scanDate }, select: { id: true } });
}

/** Current image of a slot; null while it is empty. */
export async function currentImageOf(tx: Tx, caseId: string, slot: string): Promise<string | null> {
  const row = await tx.prisma.slot.findUnique({ where: { lesionId_code: { lesionId: caseId, code: slot } }, select: { currentImageId: true } });
  return row?.currentImageId ?? null;
}

/** Whether the case has current images other than this one. */
export async function hasOtherImages(tx: Tx, caseId: string, except: string | null): Promise<boolean> {
  const others = await tx.prisma.image.count({ where: { lesionId: caseId, supersededAt: null, ...(except === null ? {} : { id: { not: except } }) } });
  return others > 0;
}

/** A device of the centre's registry. */
export interface DeviceRow {
  readonly code: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly transducer: string;
}

export async function devicesOf(tx: Tx, centre: string): Promise<DeviceRow[]> {
  const rows = await tx.prisma.device.findMany({ where: { centreId: centre }, orderBy: { code: 'asc' } });
  return rows.map(({ code, manufacturer, model, transducer }) => ({ code, manufacturer, model, transducer: transducer ?? '' }));
}

/** Which of these content digests some image refers to; the sweeper keeps those objects. */
export async function referredObjects(tx: Tx, sha256: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.prisma.image.findMany({ where: { sha256: { in: [...sha256] } }, select: { sha256: true }, distinct: ['sha256'] });
  return new Set(rows.map((row) => row.sha256));
}
