import type { PixelBox } from './text-detection.types.ts';

/** Largest side that is searched at once, and how far two pieces overlap: more than a letter, so that lines join again. */
const LARGEST = 1280;
const OVERLAP = 64;
/** Narrower pieces hold no letter. */
const SMALLEST = 6;

const holds = (a: PixelBox, b: PixelBox): boolean => a.x0 <= b.x0 && a.y0 <= b.y0 && a.x1 >= b.x1 && a.y1 >= b.y1;

function starts(from: number, to: number): number[] {
  const at: number[] = [from];
  for (let next = from + LARGEST - OVERLAP; to - next + 1 > OVERLAP; next += LARGEST - OVERLAP) at.push(next);
  return at;
}

/** Pieces of the regions to search, clamped to the picture; a region inside another is searched with it. */
export function tilesOf(regions: readonly PixelBox[], size: { readonly width: number; readonly height: number }): PixelBox[] {
  const clamped = regions.map(({ x0, y0, x1, y1 }) => ({ x0: Math.max(0, x0), y0: Math.max(0, y0), x1: Math.min(size.width - 1, x1), y1: Math.min(size.height - 1, y1) }));
  const outer = clamped.filter((region, at) => !clamped.some((other, index) => index !== at && holds(other, region) && (!holds(region, other) || index < at)));
  return outer
    .filter(({ x0, y0, x1, y1 }) => x1 - x0 >= SMALLEST && y1 - y0 >= SMALLEST)
    .flatMap(({ x0, y0, x1, y1 }) => starts(y0, y1).flatMap((top) => starts(x0, x1).map((left) => ({ x0: left, y0: top, x1: Math.min(x1, left + LARGEST - 1), y1: Math.min(y1, top + LARGEST - 1) }))));
}
