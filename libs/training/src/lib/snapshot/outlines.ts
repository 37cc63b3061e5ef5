import { readTsv } from '@echocohort/cohort';
import { ok, refuse, type Result } from '@echocohort/kernel';

/** Leaf of drawn outlines; snapshots without any have none. */
export const OUTLINES_PATH = 'outlines.tsv';

/** A rectangle of a picture in pixels of the stored image, corners included. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** The box around what was drawn on one picture. */
export interface Outline {
  /** SHA-256 of the picture's file. */
  readonly image: string;
  readonly lesion: string;
  readonly kind: 'lesion' | 'background';
  readonly box: Box;
  readonly source: 'person' | 'automatic';
}

/** The box around points written as `x,y x,y`; null where they are no points. */
export function boxOfPoints(points: string | null | undefined): Box | null {
  const pairs = (points ?? '').trim().split(/\s+/).map((point) => point.split(',').map(Number));
  if (pairs.length < 2 || pairs.some((pair) => pair.length !== 2 || !pair.every(Number.isFinite))) return null;
  const [xs, ys] = [pairs.map(([x = 0]) => x), pairs.map(([, y = 0]) => y)];
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

/** Reads the outlines that say where lesion and liver background are; drawn features of the lesion are left aside. */
export function readOutlines(text: string): Result<Outline[]> {
  const rows = readTsv(text, OUTLINES_PATH);
  if (!rows.ok) return rows;
  const outlines: Outline[] = [];
  for (const [index, { image, lesion, kind, points, source }] of rows.value.entries()) {
    if (kind !== 'lesion' && kind !== 'background') continue;
    const box = boxOfPoints(points);
    if (!image || !lesion || !box) return refuse({ code: 'outline-unreadable', detail: `${OUTLINES_PATH}, row ${index + 2}: image, lesion or points cannot be read.` });
    outlines.push({ image, lesion, kind, box, source: source === 'person' ? 'person' : 'automatic' });
  }
  return ok(outlines);
}

const around = (boxes: readonly Box[]): Box => ({ x0: Math.min(...boxes.map(({ x0 }) => x0)), y0: Math.min(...boxes.map(({ y0 }) => y0)), x1: Math.max(...boxes.map(({ x1 }) => x1)), y1: Math.max(...boxes.map(({ y1 }) => y1)) });

/** The box to cut out of a picture: around all that people drew of this kind, else around what was found automatically. */
export function outlineFor(outlines: readonly Outline[], picture: { readonly sha256: string; readonly lesion: string; readonly role: 'lesion' | 'background' }): Box | null {
  const own = outlines.filter(({ image, lesion, kind }) => image === picture.sha256 && lesion === picture.lesion && kind === picture.role);
  const drawn = own.filter(({ source }) => source === 'person');
  const chosen = drawn.length > 0 ? drawn : own;
  return chosen.length > 0 ? around(chosen.map(({ box }) => box)) : null;
}
