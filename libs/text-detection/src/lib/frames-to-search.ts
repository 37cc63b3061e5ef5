import { inkOf } from './picture-view.ts';
import type { PaintedFrame, PixelBox, SearchedPicture } from './text-detection.types.ts';

const CELL = 8;
const CELL_BITS = 3;
/** Change of a cell's mean outside the regions that is a change of the screen, not of a codec. */
const CHANGED_MEAN = 16;
/** Drawn-looking pixels that a cell must gain inside a region; letters of 9 px give it more. */
const GAINED_INK = 6;
const INK = 200;
/** Cells that must change before a frame is searched too. */
const LEAST_CELLS = 3;

interface Cells {
  /** Mean brightness of cells outside the regions; -1 inside. */
  readonly outside: Float32Array;
  /** Drawn-looking pixels of cells inside the regions. */
  readonly ink: Uint8Array;
}

/** A frame's bytes, painted or as stored: `step` bytes a pixel, grey where that is one. */
interface Colours {
  readonly width: number;
  readonly height: number;
  readonly step: 1 | 3 | 4;
  readonly bytes: Uint8Array | Uint8ClampedArray;
}

/** Which columns of a row lie in a region. */
function markRow(inside: Uint8Array, regions: readonly PixelBox[], y: number): void {
  inside.fill(0);
  for (const { x0, x1, y0, y1 } of regions) if (y0 <= y && y <= y1) inside.fill(1, x0, x1 + 1);
}

function cellsOf({ width, height, step, bytes }: Colours, regions: readonly PixelBox[]): Cells {
  const columns = Math.ceil(width / CELL);
  const count = columns * Math.ceil(height / CELL);
  const [outside, ink, seen] = [new Float32Array(count), new Uint8Array(count), new Uint8Array(count)];
  const inside = new Uint8Array(width);
  const edges = new Set(regions.flatMap(({ y0, y1 }) => [y0, y1 + 1]));
  const [green, blue] = step === 1 ? [0, 0] : [1, 2];
  for (let y = 0, from = 0; y < height; y++) {
    if (y === 0 || edges.has(y)) markRow(inside, regions, y);
    const line = Math.floor(y / CELL) * columns;
    for (let x = 0; x < width; x++, from += step) {
      const [r, g, b] = [bytes[from] ?? 0, bytes[from + green] ?? 0, bytes[from + blue] ?? 0];
      const cell = line + (x >> CELL_BITS);
      if (inside[x] === 1) ink[cell] = (ink[cell] ?? 0) + (inkOf(r, g, b) >= INK ? 1 : 0);
      else {
        outside[cell] = (outside[cell] ?? 0) + (r + g + b) / 3;
        seen[cell] = (seen[cell] ?? 0) + 1;
      }
    }
  }
  for (let cell = 0; cell < count; cell++) outside[cell] = seen[cell] === 0 ? -1 : (outside[cell] ?? 0) / (seen[cell] ?? 1);
  return { outside, ink };
}

/** Whether a frame shows, outside the regions or drawn inside them, what no searched frame shows. */
function differs(cells: Cells, from: Cells): boolean {
  let [changed, gained] = [0, 0];
  for (let cell = 0; cell < cells.ink.length; cell++) {
    const mean = cells.outside[cell] ?? -1;
    if (mean >= 0 && Math.abs(mean - (from.outside[cell] ?? 0)) > CHANGED_MEAN) changed++;
    if ((cells.ink[cell] ?? 0) >= (from.ink[cell] ?? 0) + GAINED_INK) gained++;
  }
  return changed >= LEAST_CELLS || gained >= LEAST_CELLS;
}

/**
 * The frames of a cine in which text is looked for: first, middle, last, and each whose screen differs from all that were
 * chosen before it, outside the moving picture or by what is drawn into it. Yields painted frames, one at a time; where the
 * stored bytes can be compared as they are, only those are painted.
 */
export async function* framesToSearch(picture: SearchedPicture): AsyncGenerator<{ readonly index: number; readonly frame: PaintedFrame }> {
  const always = new Set([0, Math.floor(picture.frames / 2), picture.frames - 1]);
  if (picture.frames <= always.size) {
    for (let index = 0; index < picture.frames; index++) yield { index, frame: await picture.frame(index) };
    return;
  }
  const { stored, regions } = picture;
  const known: Cells[] = [];
  for (let index = 0; index < picture.frames; index++) {
    const painted = stored ? null : await picture.frame(index);
    const colours: Colours | null = painted ? { ...painted, step: 4, bytes: painted.rgba } : stored ? { ...stored, step: stored.channels, bytes: stored.read(index) } : null;
    if (colours === null) throw new Error('a frame has neither colours nor bytes');
    const cells = cellsOf(colours, regions);
    if (!always.has(index) && known.some((before) => !differs(cells, before))) continue;
    known.push(cells);
    yield { index, frame: painted ?? (await picture.frame(index)) };
  }
}
