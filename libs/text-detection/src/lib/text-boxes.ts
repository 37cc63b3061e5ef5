import type { PixelBox } from './text-detection.types.ts';

/** Probability from which a pixel belongs to a text. */
const TEXT_FROM = 0.3;
/** Smaller spots are specks of the picture, not letters: the network answers a letter of 9 px with more. */
const LEAST_PIXELS = 12;
/** The mean of a spot's probabilities; specks near bright edges stay below. */
const LEAST_MEAN = 0.45;
/** The network is trained on shrunken letters: how far its spots are widened again, as a share of area over perimeter. */
const WIDEN = 1.6;

interface Spot {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  pixels: number;
  sum: number;
}

/** Connected spots of the map (4 neighbours), by flooding with a stack of its own. */
function spotsOf(map: Float32Array, width: number, height: number): Spot[] {
  const seen = new Uint8Array(width * height);
  const stack: number[] = [];
  const spots: Spot[] = [];
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] === 1 || (map[start] ?? 0) <= TEXT_FROM) continue;
    const spot: Spot = { x0: width, y0: height, x1: 0, y1: 0, pixels: 0, sum: 0 };
    seen[start] = 1;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      spot.x0 = Math.min(spot.x0, x);
      spot.x1 = Math.max(spot.x1, x);
      spot.y0 = Math.min(spot.y0, y);
      spot.y1 = Math.max(spot.y1, y);
      spot.pixels++;
      spot.sum += map[at] ?? 0;
      for (const next of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
        if (next < 0 || next >= seen.length || seen[next] === 1 || (map[next] ?? 0) <= TEXT_FROM) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
    spots.push(spot);
  }
  return spots;
}

function widened({ x0, y0, x1, y1 }: Spot, width: number, height: number): PixelBox {
  const [w, h] = [x1 - x0 + 1, y1 - y0 + 1];
  const by = Math.max(2, Math.round((w * h * WIDEN) / (2 * (w + h))));
  return { x0: Math.max(0, x0 - by), y0: Math.max(0, y0 - by), x1: Math.min(width - 1, x1 + by), y1: Math.min(height - 1, y1 + by) };
}

/** Texts of a probability map (rows of `stride` values), cut to the picture's own size. */
export function textBoxes(map: Float32Array, stride: number, width: number, height: number): PixelBox[] {
  const rows = Math.floor(map.length / stride);
  return spotsOf(map, stride, rows)
    .filter(({ pixels, sum, x0, y0 }) => pixels >= LEAST_PIXELS && sum / pixels >= LEAST_MEAN && x0 < width && y0 < height)
    .map((spot) => widened(spot, width, height));
}

const overlap = (from: number, to: number, otherFrom: number, otherTo: number): number => Math.min(to, otherTo) - Math.max(from, otherFrom) + 1;

/** Two boxes are one line when their heights overlap by half and the gap is at most one letter, or when they overlap much. */
function oneLine(a: PixelBox, b: PixelBox): boolean {
  const lower = Math.min(a.y1 - a.y0, b.y1 - b.y0) + 1;
  const beside = overlap(a.y0, a.y1, b.y0, b.y1);
  return beside >= lower / 2 && overlap(a.x0, a.x1, b.x0, b.x1) >= -lower;
}

const union = (a: PixelBox, b: PixelBox): PixelBox => ({ x0: Math.min(a.x0, b.x0), y0: Math.min(a.y0, b.y0), x1: Math.max(a.x1, b.x1), y1: Math.max(a.y1, b.y1) });

/** Joins the boxes of one line, also those that two views found of the same text. In reading order. */
export function mergeLines(boxes: readonly PixelBox[]): PixelBox[] {
  const merged = [...boxes];
  for (let first = 0; first < merged.length; first++) {
    for (let second = first + 1; second < merged.length; second++) {
      const [a, b] = [merged[first], merged[second]];
      if (!a || !b || !oneLine(a, b)) continue;
      merged[first] = union(a, b);
      merged.splice(second, 1);
      second = first;
    }
  }
  return merged.sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0);
}
