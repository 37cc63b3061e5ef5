import { refuse, ok, type Result } from '@echocohort/kernel';

/** A corner in pixels of the stored image: x to the right, y down, 0,0 at the outer corner of the first pixel. */
export type Point = readonly [x: number, y: number];

/** A drawn region of one image, as `outlines.tsv` of an export lists it. */
export interface Outline {
  /** SHA-256 of the image's file. */
  readonly image: string;
  readonly lesion: string;
  readonly slot: string;
  readonly kind: 'lesion' | 'background' | 'feature';
  readonly shape: 'polygon' | 'rectangle';
  readonly points: readonly Point[];
  readonly source: 'person' | 'automatic';
}

const NUMBER = /^-?\d{1,5}(\.\d{1,4})?$/;

/** Corners out of `12.5,30 80,30 80,90.1`; two corners of a rectangle become its four. */
export function readPoints(text: string, shape: Outline['shape']): Result<Point[]> {
  const points: Point[] = [];
  for (const pair of text.trim().split(/\s+/)) {
    const [x, y, more] = pair.split(',');
    if (x === undefined || y === undefined || more !== undefined || !NUMBER.test(x) || !NUMBER.test(y)) return refuse({ code: 'outline-unreadable', detail: 'The corners of an outline are pairs x,y with blanks between them.' });
    points.push([Number(x), Number(y)]);
  }
  const [a, b] = points;
  if (shape === 'rectangle' && points.length === 2 && a && b) return ok([a, [b[0], a[1]], b, [a[0], b[1]]]);
  return points.length < 3 ? refuse({ code: 'outline-unreadable', detail: 'An outline has at least three corners.' }) : ok(points);
}
