import type { MaskRectangle } from '../deidentification.types.ts';
import type { Brightness } from './brightness.ts';

/** Middle of a square that marks a corner of a QR code, and the width of one of its modules. */
interface Corner {
  readonly x: number;
  readonly y: number;
  readonly unit: number;
  readonly hits: number;
}

/** Smaller modules cannot be read from a picture. */
const LEAST_UNIT = 1.8;
/** Pixels of a corner's middle, three modules wide. */
const LEAST_MIDDLE = 4;
const MOST_CORNERS = 60;

/** Every third line of a picture is looked at: a module is at least two pixels wide, so a corner's middle of three modules meets two of them. */
const LINE_STEP = 3;

/** Light pixels are 1; one byte a pixel, every third line of the picture. */
interface Lines {
  readonly width: number;
  readonly count: number;
  readonly light: Uint8Array;
  /** How many of its pixels are nearly white. */
  readonly white: number;
}

/** Codes are drawn in white: a picture with fewer nearly white pixels than half of the smallest code's has none. */
const WHITE_FROM = 200;
const LEAST_WHITE = 120;

/** The top bit of a byte says whether it is at least half as bright as can be. */
const lightAt = ({ bytes, offset, step, table, line }: Brightness, x: number, y: number): number => {
  const value = bytes[offset + (y * line + x) * step] ?? 0;
  return (table ? table[value] ?? 0 : value) >> 7;
};

function linesOf({ bytes, offset, step, table, width, height, line: pitch }: Brightness): Lines {
  const count = Math.ceil(height / LINE_STEP);
  const light = new Uint8Array(width * count);
  let white = 0;
  for (let line = 0, pixel = 0; line < count; line++) {
    let at = offset + line * LINE_STEP * pitch * step;
    for (let x = 0; x < width; x++, at += step) {
      const byte = bytes[at] ?? 0;
      const value = table ? table[byte] ?? 0 : byte;
      light[pixel++] = value >> 7;
      white += (value + 256 - WHITE_FROM) >> 8;
    }
  }
  return { width, count, light, white };
}

/** Whether five runs have the widths 1:1:3:1:1 of a corner square (ISO/IEC 18004 6.3.3). */
function isCornerPattern(a: number, b: number, c: number, d: number, e: number): boolean {
  const unit = (a + b + c + d + e) / 7;
  const near = (run: number): boolean => Math.abs(run - unit) <= unit * 0.5;
  return unit >= LEAST_UNIT && near(a) && near(b) && near(d) && near(e) && Math.abs(c - 3 * unit) <= unit;
}

/** Length of the run of one kind from a row up or down its column; -1 when it reaches the edge or is longer than any run of a corner. */
function runAlong(picture: Brightness, x: number, from: number, step: 1 | -1, kind: number, most: number): number {
  for (let [y, length] = [from, 0]; y >= 0 && y < picture.height; y += step, length++) {
    if (lightAt(picture, x, y) !== kind) return length;
    if (length > most) return -1;
  }
  return -1;
}

/** Three runs from a point up or down its column: the rest of the middle one, the gap and the frame; null when they leave the picture. */
function halfColumn(picture: Brightness, x: number, y: number, step: 1 | -1, kind: number, most: number): readonly [number, number, number] | null {
  const middle = runAlong(picture, x, y + step, step, kind, most);
  const gap = middle < 0 ? -1 : runAlong(picture, x, y + step * (middle + 1), step, 1 - kind, most);
  const frame = gap < 0 ? -1 : runAlong(picture, x, y + step * (middle + gap + 1), step, kind, most);
  return frame < 0 ? null : [middle, gap, frame];
}

/** Lengths of the five runs through a point along a column; null when they leave the picture. */
function columnRuns(picture: Brightness, x: number, y: number, most: number): readonly [number, number, number, number, number] | null {
  const kind = lightAt(picture, x, y);
  const [up, down] = [halfColumn(picture, x, y, -1, kind, most), halfColumn(picture, x, y, 1, kind, most)];
  return up && down ? [up[2], up[1], up[0] + 1 + down[0], down[1], down[2]] : null;
}

function noteCorner(corners: Corner[], x: number, y: number, unit: number): void {
  const known = corners.findIndex((corner) => Math.abs(corner.x - x) <= unit * 2 && Math.abs(corner.y - y) <= unit * 3);
  const found = corners[known];
  if (found) corners[known] = { x: (found.x * found.hits + x) / (found.hits + 1), y: (found.y * found.hits + y) / (found.hits + 1), unit: (found.unit * found.hits + unit) / (found.hits + 1), hits: found.hits + 1 };
  else if (corners.length < MOST_CORNERS) corners.push({ x, y, unit, hits: 1 });
}

/** A pattern along a row that ends before `end` counts if the column through its middle shows it too. */
function tryCorner(picture: Brightness, corners: Corner[], end: number, y: number, [a, b, c, d, e]: readonly [number, number, number, number, number]): void {
  const middle = Math.floor(end - e - d - c / 2);
  const unit = (a + b + c + d + e) / 7;
  const column = columnRuns(picture, middle, y, unit * 5);
  if (column && isCornerPattern(...column) && Math.abs(column.reduce((sum, run) => sum + run, 0) - unit * 7) <= unit * 2.5) noteCorner(corners, middle, y, unit);
}

/** Corner squares: the pattern along a row, and again along the column through its middle. */
function findCorners(picture: Brightness, { width, count, light }: Lines): Corner[] {
  const corners: Corner[] = [];
  for (let row = 0; row < count; row++) {
    const line = row * width;
    let [a, b, c, d, start, before] = [0, 0, 0, 0, 0, light[line]];
    for (let x = 1; x <= width; x++) {
      const here = x < width ? light[line + x] : undefined;
      if (here === before) continue;
      before = here;
      const e = x - start;
      // Five runs are met hundreds of thousands of times in speckle: whole numbers first.
      if (c >= LEAST_MIDDLE && c * 3 >= b * 4 && c * 3 >= d * 4 && a > 0 && isCornerPattern(a, b, c, d, e)) tryCorner(picture, corners, x, row * LINE_STEP, [a, b, c, d, e]);
      a = b;
      b = c;
      c = d;
      d = e;
      start = x;
    }
  }
  return corners.filter(({ hits }) => hits >= 2);
}

/** Whether three corners lie like those of one code: a right angle with equal sides, modules of one size. */
function boxOf(a: Corner, b: Corner, c: Corner, { width, height }: Brightness): MaskRectangle | null {
  const unit = (a.unit + b.unit + c.unit) / 3;
  if ([a, b, c].some((corner) => Math.abs(corner.unit - unit) > unit * 0.3)) return null;
  const [near, far, across] = [Math.hypot(a.x - b.x, a.y - b.y), Math.hypot(a.x - c.x, a.y - c.y), Math.hypot(b.x - c.x, b.y - c.y)].sort((one, two) => one - two);
  if (near === undefined || far === undefined || across === undefined || near < unit * 10 || near > unit * 180) return null;
  if (far > near * 1.15 || Math.abs(across - near * Math.SQRT2) > near * 0.2) return null;
  const [xs, ys, margin] = [[a.x, b.x, c.x], [a.y, b.y, c.y], unit * 5];
  const box = { x0: Math.floor(Math.min(...xs) - margin), y0: Math.floor(Math.min(...ys) - margin), x1: Math.ceil(Math.max(...xs) + margin), y1: Math.ceil(Math.max(...ys) + margin) };
  return { x0: Math.max(0, box.x0), y0: Math.max(0, box.y0), x1: Math.min(width - 1, box.x1), y1: Math.min(height - 1, box.y1) };
}

function findMatrices(picture: Brightness, lines: Lines): MaskRectangle[] {
  const corners = findCorners(picture, lines);
  return corners.flatMap((a, i) => corners.slice(i + 1).flatMap((b, j) => corners.slice(i + j + 2).flatMap((c) => boxOf(a, b, c, picture) ?? [])));
}

const LEAST_BARS = 30;
/** Lines that are compared: bars are at least this many lines high. */
const BAR_LINES = 4;

/** Bars: a stretch with many changes from dark to light that is the same over the next lines. Speckle never is. */
function findBars({ width, count, light }: Lines): MaskRectangle[] {
  const boxes: MaskRectangle[] = [];
  // Every second group of lines: bars are higher than one group.
  for (let line = 0; line + BAR_LINES <= count; line += 2 * BAR_LINES) {
    let [start, changes] = [0, 0];
    for (let x = 0; x <= width; x++) {
      const at = line * width + x;
      const here = light[at];
      const same = x < width && light[at + width] === here && light[at + 2 * width] === here && light[at + 3 * width] === here;
      if (!same) {
        if (changes >= LEAST_BARS) boxes.push({ x0: start, y0: line * LINE_STEP, x1: x - 1, y1: (line + BAR_LINES) * LINE_STEP - 1 });
        start = x + 1;
        changes = 0;
      } else if (x > start && light[at - 1] !== here) changes++;
    }
  }
  return boxes;
}

/** QR codes and bar codes of a frame: they may say anything about a person, and no one reads them by eye. */
export function findCodes(picture: Brightness): readonly MaskRectangle[] {
  const lines = linesOf(picture);
  return lines.white < LEAST_WHITE ? [] : [...findMatrices(picture, lines), ...findBars(lines)];
}
