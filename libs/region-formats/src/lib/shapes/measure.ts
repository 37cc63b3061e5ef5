import type { Point } from './outline.ts';

/** Millimetres per pixel in both directions. */
export interface PixelSize {
  readonly x: number;
  readonly y: number;
}

/** Twice the signed area by the shoelace formula. */
const twiceArea = (points: readonly Point[]): number =>
  points.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = points[(at + 1) % points.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);

/** Area of a polygon in square pixels. */
export const areaOf = (points: readonly Point[]): number => Math.abs(twiceArea(points)) / 2;

/** The two corners farthest from each other, and how far; `size` may stretch one direction. */
export function longAxis(points: readonly Point[], size: PixelSize = { x: 1, y: 1 }): { readonly from: Point; readonly to: Point; readonly length: number } {
  let best = { from: points[0] ?? ([0, 0] as const), to: points[0] ?? ([0, 0] as const), length: 0 };
  for (const [at, from] of points.entries()) {
    for (const to of points.slice(at + 1)) {
      const length = Math.hypot((to[0] - from[0]) * size.x, (to[1] - from[1]) * size.y);
      if (length > best.length) best = { from, to, length };
    }
  }
  return best;
}

/** Smallest upright box: x, y, width, height. */
export function boxOf(points: readonly Point[]): readonly [x: number, y: number, width: number, height: number] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return [x, y, Math.max(...xs) - x, Math.max(...ys) - y];
}
