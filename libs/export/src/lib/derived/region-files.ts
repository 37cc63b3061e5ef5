import { createHash } from 'node:crypto';
import { parseDicom } from '@echocohort/dicom';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { cocoJson, dicomSegmentation, maskPng, niftiMask, readPoints, readSourceImage, sharedPixelSize, ultrasoundReport, type CocoImage, type CocoOutline, type DerivedContext, type Outline, type SourceImage } from '@echocohort/region-formats';
import { z } from 'zod';
import { ReadAhead, type ExpectedFile } from '../read-ahead.ts';
import { bytesFile, streamedText, textFile, type DerivedFile } from './derived-file.ts';
import type { SnapshotDataset } from './dataset.ts';

/** Whole bytes of a leaf. */
export type ReadLeafBytes = (path: string) => Promise<Uint8Array>;

/** How the images are read, and how large their files are (bytes). */
export interface ReadImages {
  readonly read: ReadLeafBytes;
  readonly sizeOf: (path: string) => number;
}

const outlineRow = z.object({ image: z.string(), lesion: z.string(), slot: z.string(), kind: z.enum(['lesion', 'background', 'feature']), shape: z.enum(['polygon', 'rectangle']), points: z.string(), source: z.enum(['person', 'automatic']) });

/** A UID of the kind 2.25 (PS3.5 B.2) that is the same for the same words: bits of SHA-256 in the form of a UUID of version 8. */
export function uidOf(words: string): string {
  const bytes = createHash('sha256').update(`echocohort ${words}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return `2.25.${BigInt(`0x${bytes.toString('hex')}`)}`;
}

type Row = Readonly<Record<string, string | number | null>>;

function rowsOf({ dataset }: SnapshotDataset, name: string): Row[] {
  const table = dataset.tables.find((entry) => entry.name === name);
  return table?.rows.map((row) => Object.fromEntries(table.columns.map((column, at) => {
    const cell = row[at] ?? null;
    return [column.name, typeof cell === 'object' ? null : cell];
  }))) ?? [];
}

/** Corners that were read once already, so that they can be read. */
function cornersOf(text: string, shape: Outline['shape']): Outline['points'] {
  const points = readPoints(text, shape);
  if (!points.ok) throw new Error(points.refusal.detail);
  return points.value;
}

/** Outlines and images of a snapshot, ready to be written. */
export interface Regions {
  readonly images: readonly CocoImage[];
  readonly outlines: readonly CocoOutline[];
}

export function readRegionTables(snapshot: SnapshotDataset): Result<Regions> {
  const images = rowsOf(snapshot, 'images').map((row): CocoImage => ({ sha256: String(row['sha256']), path: String(row['path']), lesion: String(row['lesion']), slot: String(row['slot']), rows: Number(row['rows']), columns: Number(row['columns']) }));
  const outlines: CocoOutline[] = [];
  for (const row of rowsOf(snapshot, 'outlines')) {
    const parsed = outlineRow.safeParse(row);
    const points = parsed.success ? readPoints(parsed.data.points, parsed.data.shape) : null;
    if (!parsed.success || !points?.ok) return refuse({ code: 'outline-unreadable', detail: 'A row of outlines.tsv cannot be read.' });
    outlines.push({ ...parsed.data, points: () => cornersOf(parsed.data.points, parsed.data.shape) });
  }
  return ok({ images, outlines });
}

/** An image with what is drawn on it. */
interface Drawn {
  readonly image: CocoImage;
  readonly outlines: readonly CocoOutline[];
}

function drawnImages({ images, outlines }: Regions): Drawn[] {
  const byPlace = new Map<string, CocoOutline[]>();
  for (const outline of outlines) {
    const place = `${outline.image} ${outline.lesion} ${outline.slot}`;
    const own = byPlace.get(place);
    if (own) own.push(outline);
    else byPlace.set(place, [outline]);
  }
  return images.flatMap((image) => {
    const own = byPlace.get(`${image.sha256} ${image.lesion} ${image.slot}`);
    return own ? [{ image, outlines: own }] : [];
  }).sort((a, b) => (a.image.path < b.image.path ? -1 : 1));
}

const placeOf = (folder: string, path: string, ending: string): string => `${folder}/${path.replace(/^dicom\//, '').replace(/\.dcm$/, ending)}`;

function contextOf({ definition, dataset }: SnapshotDataset, { path }: CocoImage): DerivedContext {
  const subject = path.split('/')[1] ?? '';
  return { studyCode: definition.study.code, studyTitle: definition.study.title.en, centre: subject.slice(0, 3), subject, createdAt: dataset.createdAt, uid: uidOf };
}

async function sourceOf(path: string, read: ReadLeafBytes): Promise<Result<SourceImage>> {
  const file = parseDicom(await read(path));
  return file.ok ? readSourceImage(file.value) : file;
}

/** How many files the regions of a snapshot become, for the progress of an export. */
export const regionFileCount = (regions: Regions): number => 1 + drawnImages(regions).length * 4;

/**
 * coco.json, and for each image with outlines a mask (PNG and NIfTI), a Segmentation and a report. Images are read a few ahead. One
 * that cannot be referred to is listed in `seg/not-made.tsv` with the reason instead of being left out in silence.
 */
export async function* regionFiles(snapshot: SnapshotDataset, regions: Regions, { read, sizeOf }: ReadImages): AsyncGenerator<DerivedFile> {
  const { study, createdAt } = snapshot.dataset;
  yield streamedText('coco.json', () => cocoJson({ description: study.title.en, version: study.version, date: createdAt.toISOString() }, regions.images, regions.outlines));
  const notMade: string[] = [];
  const drawnOn = drawnImages(regions);
  const expected = ({ path }: CocoImage): ExpectedFile => ({ path, size: sizeOf(path) });
  const reading = new ReadAhead(drawnOn.map(({ image }) => expected(image)), ({ path }) => sourceOf(path, read));
  for (const { image, outlines: drawn } of drawnOn) {
    const outlines = drawn.map((outline) => ({ ...outline, points: outline.points() }));
    yield bytesFile(placeOf('masks', image.path, '.png'), () => maskPng(image, outlines));
    const source = await reading.take(expected(image));
    yield bytesFile(placeOf('masks', image.path, '.nii.gz'), () => niftiMask(image, outlines, source.ok ? sharedPixelSize(source.value, outlines) : null));
    if (!source.ok) {
      notMade.push(`${image.path}\t${source.refusal.code}`);
      continue;
    }
    const context = contextOf(snapshot, image);
    yield bytesFile(placeOf('seg', image.path, '.dcm'), () => dicomSegmentation(source.value, outlines, context));
    yield bytesFile(placeOf('sr', image.path, '.dcm'), () => ultrasoundReport(source.value, outlines, context));
  }
  if (notMade.length > 0) yield textFile('seg/not-made.tsv', () => `${['image\treason', ...notMade].join('\n')}\n`);
}
