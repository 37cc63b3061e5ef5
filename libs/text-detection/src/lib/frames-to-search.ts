import { inkOf } from './picture-view.ts';
import type { PaintedFrame, PixelBox, SearchedPicture } from './text-detection.types.ts';

const CELL = 8;
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

function cellsOf(frame: PaintedFrame, regions: readonly PixelBox[]): Cells {
  const columns = Math.ceil(frame.width / CELL);
  const count = columns * Math.ceil(frame.height / CELL);
  const [outside, ink, seen] = [new Float32Array(count), new Uint8Array(count), new Uint8Array(count)];
  for (let y = 0; y < frame.height; y++) {
    const row = regions.filter(({ y0, y1 }) => y0 <= y && y <= y1);
    for (let x = 0; x < frame.width; x++) {
      const from = (y * frame.width + x) * 4;
      const [red, green, blue] = [frame.rgba[from] ?? 0, frame.rgba[from + 1] ?? 0, frame.rgba[from + 2] ?? 0];
      const cell = Math.floor(y / CELL) * columns + Math.floor(x / CELL);
      if (row.some(({ x0, x1 }) => x0 <= x && x <= x1)) ink[cell] = (ink[cell] ?? 0) + (inkOf(red, green, blue) >= INK ? 1 : 0);
      else {
        outside[cell] = (outside[cell] ?? 0) + (red + green + blue) / 3;
        seen[cell] = (seen[cell] ?? 0) + 1;
      }
    }
  }
  outside.forEach((sum, cell) => (outside[cell] = (seen[cell] ?? 0) === 0 ? -1 : sum / (seen[cell] ?? 1)));
  return { outside, ink };
}

/** Whether a frame shows, outside the regions or drawn inside them, what no searched frame shows. */
const differs = (cells: Cells, from: Cells): boolean =>
  cells.outside.filter((mean, cell) => mean >= 0 && Math.abs(mean - (from.outside[cell] ?? 0)) > CHANGED_MEAN).length >= LEAST_CELLS
  || cells.ink.filter((pixels, cell) => pixels >= (from.ink[cell] ?? 0) + GAINED_INK).length >= LEAST_CELLS;

/**
 * The frames of a cine in which text is looked for: first, middle, last, and each whose screen differs from all that were
 * chosen before it, outside the moving picture or by what is drawn into it. Yields painted frames, one at a time.
 */
export async function* framesToSearch(picture: SearchedPicture): AsyncGenerator<{ readonly index: number; readonly frame: PaintedFrame }> {
  const always = new Set([0, Math.floor(picture.frames / 2), picture.frames - 1]);
  if (picture.frames <= always.size) {
    for (let index = 0; index < picture.frames; index++) yield { index, frame: await picture.frame(index) };
    return;
  }
  const known: Cells[] = [];
  for (let index = 0; index < picture.frames; index++) {
    const frame = await picture.frame(index);
    const cells = cellsOf(frame, picture.regions);
    if (!always.has(index) && known.some((before) => !differs(cells, before))) continue;
    known.push(cells);
    yield { index, frame };
  }
}
