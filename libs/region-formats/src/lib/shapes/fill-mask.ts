import type { Point } from './outline.ts';

/** Where the edges of a polygon cross a line of pixels, by even-odd rule. */
function crossings(points: readonly Point[], y: number): number[] {
  const found: number[] = [];
  for (const [at, [x0, y0]] of points.entries()) {
    const [x1, y1] = points[(at + 1) % points.length] ?? [x0, y0];
    if (y0 <= y === y1 <= y) continue;
    found.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
  }
  return found.sort((a, b) => a - b);
}

/** Sets `value` in every pixel whose centre lies inside the polygon. */
export function fillMask(mask: Uint8Array, size: { readonly rows: number; readonly columns: number }, points: readonly Point[], value = 1): void {
  const { rows, columns } = size;
  const ys = points.map(([, y]) => y);
  const [first, last] = [Math.max(0, Math.floor(Math.min(...ys))), Math.min(rows - 1, Math.ceil(Math.max(...ys)))];
  for (let row = first; row <= last; row++) {
    const at = crossings(points, row + 0.5);
    for (let pair = 0; pair + 1 < at.length; pair += 2) {
      const from = Math.max(0, Math.ceil((at[pair] ?? 0) - 0.5));
      const to = Math.min(columns - 1, Math.ceil((at[pair + 1] ?? 0) - 0.5) - 1);
      if (to >= from) mask.fill(value, row * columns + from, row * columns + to + 1);
    }
  }
}

/** A mask of 0 and 1, one byte a pixel. */
export function maskOf(size: { readonly rows: number; readonly columns: number }, points: readonly Point[]): Uint8Array {
  const mask = new Uint8Array(size.rows * size.columns);
  fillMask(mask, size, points);
  return mask;
}
