import { ok, refuse, type Result } from '@echocohort/kernel';

/** What an outline marks: the lesion, a piece of background liver, or a feature such as a vessel. */
export const OUTLINE_KINDS = ['lesion', 'background', 'feature'] as const;
export type OutlineKind = (typeof OUTLINE_KINDS)[number];

/** A corner in pixels of the stored image, x to the right, y down, 0,0 at the outer corner of the first pixel. */
export type Corner = readonly [x: number, y: number];

export interface OutlineShape {
  readonly shape: 'polygon' | 'rectangle';
  /** In order round the shape, not closed; a rectangle has its four corners. */
  readonly points: readonly Corner[];
}

const MOST_CORNERS = 500;
/** Smaller than this is a slip of the pen, in square pixels. */
const LEAST_AREA = 16;

/** Area by the shoelace formula, in square pixels. */
export function outlineArea(points: readonly Corner[]): number {
  let twice = 0;
  for (const [index, [x, y]] of points.entries()) {
    const [nextX, nextY] = points[(index + 1) % points.length] ?? [x, y];
    twice += x * nextY - nextX * y;
  }
  return Math.abs(twice) / 2;
}

const side = (a: Corner, b: Corner, c: Corner): number => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
const cross = (a: Corner, b: Corner, c: Corner, d: Corner): boolean => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;

/** Whether two edges that are no neighbours cross. */
function crossesItself(points: readonly Corner[]): boolean {
  const edges = points.map((from, index): readonly [Corner, Corner] => [from, points[(index + 1) % points.length] ?? from]);
  return edges.some(([a, b], i) => edges.slice(i + 2).some(([c, d]) => cross(a, b, c, d)));
}

/** Corners to a tenth of a pixel: what a hand can mean, and one spelling for the record. */
const rounded = (points: readonly Corner[]): Corner[] => points.map(([x, y]): Corner => [Math.round(x * 10) / 10, Math.round(y * 10) / 10]);

function rectangleOf(points: readonly Corner[]): Corner[] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]];
}

/**
 * The outline as it is recorded. A rectangle may come as any two opposite corners or as four.
 * Refusals: `outline-corners`, `outline-outside-image`, `outline-crosses-itself`, `outline-too-small`.
 */
export function checkOutline(given: OutlineShape, image: { readonly rows: number; readonly columns: number }): Result<OutlineShape> {
  const { length } = given.points;
  if (given.shape === 'rectangle' ? length !== 2 && length !== 4 : length < 3 || length > MOST_CORNERS) {
    return refuse({ code: 'outline-corners', detail: given.shape === 'rectangle' ? 'A rectangle has two opposite corners.' : `A polygon has 3 to ${MOST_CORNERS} corners.`, field: 'points' });
  }
  const points = given.shape === 'rectangle' ? rectangleOf(rounded(given.points)) : rounded(given.points);
  if (points.some(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y) || x < 0 || y < 0 || x > image.columns || y > image.rows)) {
    return refuse({ code: 'outline-outside-image', detail: `A corner lies outside the picture, which is ${image.columns} by ${image.rows} pixels.`, field: 'points' });
  }
  if (crossesItself(points)) return refuse({ code: 'outline-crosses-itself', detail: 'The line crosses itself; draw round the region once.', field: 'points' });
  if (outlineArea(points) < LEAST_AREA) return refuse({ code: 'outline-too-small', detail: `The region is smaller than ${LEAST_AREA} square pixels.`, field: 'points' });
  return ok({ shape: given.shape, points });
}

/** Corners as the table of an export writes them: `12.5,30 80,30 80,90.1`. */
export const outlinePointsText = (points: readonly Corner[]): string => points.map(([x, y]) => `${x},${y}`).join(' ');
