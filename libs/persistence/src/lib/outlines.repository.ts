import type { Prisma } from '../generated/prisma/client.ts';
import type { Tx } from './database.ts';
import type { ImageRow } from './images.repository.ts';
import { jsonValue } from './json-value.ts';

/** The current outline of a kind on an image; shape `none` says that one was taken away. */
export interface OutlineRow {
  readonly id: string;
  readonly imageId: string;
  readonly kind: string;
  readonly version: number;
  readonly shape: string;
  /** Corners as stored: [[x, y], …]; readers parse it. */
  readonly points: unknown;
  readonly source: string;
  readonly drawnBy: string;
  readonly drawnAt: Date;
}

const include = { drawnBy: { select: { name: true } } } satisfies Prisma.OutlineInclude;

const asOutline = ({ id, imageId, kind, version, shape, points, source, drawnBy, drawnAt }: Prisma.OutlineGetPayload<{ include: typeof include }>): OutlineRow => ({
  id, imageId, kind, version, shape, points, source, drawnBy: drawnBy.name, drawnAt,
});

/** What is drawn on an image now, one of each kind at most. */
export async function outlinesOfImage(tx: Tx, imageId: string): Promise<OutlineRow[]> {
  const rows = await tx.prisma.outline.findMany({ where: { imageId, supersededAt: null }, include, orderBy: { kind: 'asc' } });
  return rows.map(asOutline);
}

/** What is drawn on the current images of these cases. */
export async function outlinesOfCases(tx: Tx, caseIds: readonly string[]): Promise<OutlineRow[]> {
  const rows = await tx.prisma.outline.findMany({
    where: { lesionId: { in: [...caseIds] }, supersededAt: null, shape: { not: 'none' }, image: { supersededAt: null } },
    include,
    orderBy: [{ imageId: 'asc' }, { kind: 'asc' }],
  });
  return rows.map(asOutline);
}

export interface NewOutline {
  readonly kind: string;
  readonly shape: string;
  readonly points: unknown;
}

/** Draws anew; the outline before stays, superseded, and the version goes on counting. */
export async function drawOutline(tx: Tx, image: ImageRow, outline: NewOutline, before: OutlineRow | null, drawnById: string): Promise<void> {
  if (before !== null) await tx.prisma.outline.update({ where: { id: before.id, supersededAt: null }, data: { supersededAt: tx.at }, select: { id: true } });
  await tx.prisma.outline.create({
    data: {
      imageId: image.id, lesionId: image.caseId, centreId: image.centre, kind: outline.kind, version: (before?.version ?? 0) + 1, shape: outline.shape,
      points: jsonValue(outline.points), drawnById, drawnAt: tx.at,
    },
    select: { id: true },
  });
}
