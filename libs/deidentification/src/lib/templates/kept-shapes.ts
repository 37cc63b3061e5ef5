import type { KeptShape, MaskRectangle } from '../deidentification.types.ts';

/** Columns of one row that stay, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

interface PictureSize {
  readonly rows: number;
  readonly columns: number;
}

type Corner = readonly [number, number];

/** Where a polygon crosses the middle of a row, from left to right (even-odd rule). */
function crossings(points: readonly Corner[], row: number): number[] {
  const middle = row + 0.5;
  return points.flatMap(([x1, y1], index) => {
    const [x2, y2] = points[(index + 1) % points.length] ?? [x1, y1];
    if (y1 <= middle === y2 <= middle) return [];
    return [x1 + ((middle - y1) * (x2 - x1)) / (y2 - y1)];
  }).sort((a, b) => a - b);
}

/** Pixels of one row whose centre lies inside the polygon. */
function polygonSpans(points: readonly Corner[], row: number, columns: number): Span[] {
  const cuts = crossings(points, row);
  return Array.from({ length: Math.floor(cuts.length / 2) }, (_, pair) => ({
    from: Math.max(0, Math.ceil((cuts[pair * 2] ?? 0) - 0.5)),
    to: Math.min(columns, Math.ceil((cuts[pair * 2 + 1] ?? 0) - 0.5)),
  })).filter(({ from, to }) => from < to);
}

function shapeSpans(shape: KeptShape, row: number, columns: number): Span[] {
  if (shape.kind === 'polygon') return polygonSpans(shape.points, row, columns);
  const { x0, y0, x1, y1 } = shape;
  return y0 <= row && row <= y1 ? [{ from: x0, to: Math.min(columns, x1 + 1) }] : [];
}

function merged(spans: Span[]): Span[] {
  if (spans.length < 2) return spans;
  const all: Span[] = [];
  for (const span of spans.sort((a, b) => a.from - b.from)) {
    const last = all[all.length - 1];
    if (last === undefined || span.from > last.to) all.push(span);
    else all[all.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
  }
  return all;
}

function without(spans: readonly Span[], gone: Span): Span[] {
  return spans.flatMap(({ from, to }) => [{ from, to: Math.min(to, gone.from) }, { from: Math.max(from, gone.to), to }]).filter(({ from, to }) => from < to);
}

/** Rows at which what stays may change; every row where a polygon is among the shapes. */
function changingRows(shapes: readonly KeptShape[], boxes: readonly MaskRectangle[]): ReadonlySet<number> | null {
  if (shapes.some(({ kind }) => kind === 'polygon')) return null;
  return new Set([...shapes.map(boundsOf), ...boxes].flatMap(({ y0, y1 }) => [y0, y1 + 1]));
}

/** For each row the spans that stay, merged and in order, less the boxes that a person blanks. */
export function keptRows(shapes: readonly KeptShape[], { rows, columns }: PictureSize, boxes: readonly MaskRectangle[] = []): readonly (readonly Span[])[] {
  const changing = changingRows(shapes, boxes);
  let above: readonly Span[] | null = null;
  return Array.from({ length: rows }, (_, row) => {
    if (above !== null && changing !== null && !changing.has(row)) return above;
    const spans = merged(shapes.flatMap((shape) => shapeSpans(shape, row, columns)));
    const cutting = boxes.filter(({ y0, y1 }) => y0 <= row && row <= y1);
    above = cutting.reduce<Span[]>((left, { x0, x1 }) => without(left, { from: x0, to: x1 + 1 }), spans);
    return above;
  });
}

/** How many pixels stay. */
export const keptArea = (rows: readonly (readonly Span[])[]): number => rows.reduce((sum, spans) => sum + spans.reduce((width, { from, to }) => width + to - from, 0), 0);

/** The least rectangle around a shape, corners inclusive. */
export function boundsOf(shape: KeptShape): MaskRectangle {
  if (shape.kind === 'rectangle') return { x0: shape.x0, y0: shape.y0, x1: shape.x1, y1: shape.y1 };
  const [xs, ys] = [shape.points.map(([x]) => x), shape.points.map(([, y]) => y)];
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs) - 1, y1: Math.max(...ys) - 1 };
}

/** A box widened to whole units of pixels that share samples: what a person blanks leaves no trace in a neighbour's coefficients or colour. */
export const widenBox = ({ x0, y0, x1, y1 }: MaskRectangle, width: number, height: number): MaskRectangle =>
  ({ x0: x0 - (x0 % width), y0: y0 - (y0 % height), x1: x1 - (x1 % width) + width - 1, y1: y1 - (y1 % height) + height - 1 });
