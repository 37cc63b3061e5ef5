import type { MaskRectangle } from '../deidentification.types.ts';
import type { Brightness } from './brightness.ts';

/** Middle of a square that marks a corner of a QR code, and the width of one of its modules. */
interface Corner {
  readonly x: number;
  readonly y: number;
  readonly unit: number;
  readonly hits: number;
}

const HALF = 128;
/** Smaller modules cannot be read from a picture. */
const LEAST_UNIT = 1.5;
const ROW_STEP = 2;
const MOST_CORNERS = 60;

const isLight = ({ bytes, offset, step, table, width }: Brightness, x: number, y: number): boolean => {
  const value = bytes[offset + (y * width + x) * step] ?? 0;
  return (table ? table[value] ?? 0 : value) >= HALF;
};

/** Whether five runs have the widths 1:1:3:1:1 of a corner square (ISO/IEC 18004 6.3.3). */
function isCornerPattern(a: number, b: number, c: number, d: number, e: number): boolean {
  const unit = (a + b + c + d + e) / 7;
  const near = (run: number): boolean => Math.abs(run - unit) <= unit * 0.5;
  return unit >= LEAST_UNIT && near(a) && near(b) && near(d) && near(e) && Math.abs(c - 3 * unit) <= unit;
}

/** Lengths of the five runs through a point along a column; null when they leave the picture. */
function columnRuns(picture: Brightness, x: number, y: number, most: number): readonly [number, number, number, number, number] | null {
  const middle = isLight(picture, x, y);
  const walk = (direction: 1 | -1): readonly [number, number, number] | null => {
    const runs: [number, number, number] = [0, 0, 0];
    let at = y + direction;
    for (let run = 0; run < 3; run++) {
      const wanted = run === 1 ? !middle : middle;
      let length = 0;
      for (; at >= 0 && at < picture.height && isLight(picture, x, at) === wanted; at += direction) if (++length > most) return null;
      runs[run as 0 | 1 | 2] = length;
    }
    return runs;
  };
  const [up, down] = [walk(-1), walk(1)];
  return up && down ? [up[2], up[1], up[0] + 1 + down[0], down[1], down[2]] : null;
}

function noteCorner(corners: Corner[], x: number, y: number, unit: number): void {
  const known = corners.findIndex((corner) => Math.abs(corner.x - x) <= unit * 2 && Math.abs(corner.y - y) <= unit * 3);
  const found = corners[known];
  if (found) corners[known] = { x: (found.x * found.hits + x) / (found.hits + 1), y: (found.y * found.hits + y) / (found.hits + 1), unit: (found.unit * found.hits + unit) / (found.hits + 1), hits: found.hits + 1 };
  else if (corners.length < MOST_CORNERS) corners.push({ x, y, unit, hits: 1 });
}

/** Corner squares: the pattern along a row, and again along the column through its middle. */
function findCorners(picture: Brightness): Corner[] {
  const corners: Corner[] = [];
  const { width, height } = picture;
  for (let y = 0; y < height; y += ROW_STEP) {
    let [a, b, c, d, e] = [0, 0, 0, 0, 0];
    let [start, light] = [0, isLight(picture, 0, y)];
    for (let x = 1; x <= width; x++) {
      const next = x < width ? isLight(picture, x, y) : !light;
      if (next === light) continue;
      [a, b, c, d, e] = [b, c, d, e, x - start];
      [start, light] = [x, next];
      if (a === 0 || !isCornerPattern(a, b, c, d, e)) continue;
      const middle = Math.floor(x - e - d - c / 2);
      const unit = (a + b + c + d + e) / 7;
      const runs = columnRuns(picture, middle, y, unit * 5);
      if (runs && isCornerPattern(...runs) && Math.abs(runs.reduce((sum, run) => sum + run, 0) - unit * 7) <= unit * 2.5) noteCorner(corners, middle, y, unit);
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

function findMatrices(picture: Brightness): MaskRectangle[] {
  const corners = findCorners(picture);
  return corners.flatMap((a, i) => corners.slice(i + 1).flatMap((b, j) => corners.slice(i + j + 2).flatMap((c) => boxOf(a, b, c, picture) ?? [])));
}

const LEAST_BARS = 30;
const BAR_ROWS = [4, 8, 12];

/** Bars: a stretch with many changes from dark to light that is the same twelve rows further down. Speckle never is. */
function findBars(picture: Brightness): MaskRectangle[] {
  const { width, height } = picture;
  const boxes: MaskRectangle[] = [];
  for (let y = 0; y + 12 < height; y += 6) {
    let [start, changes] = [0, 0];
    for (let x = 0; x <= width; x++) {
      const light = x < width && isLight(picture, x, y);
      const same = x < width && BAR_ROWS.every((rows) => isLight(picture, x, y + rows) === light);
      if (!same) {
        if (changes >= LEAST_BARS) boxes.push({ x0: start, y0: y, x1: x - 1, y1: y + 12 });
        [start, changes] = [x + 1, 0];
      } else if (x > start && isLight(picture, x - 1, y) !== light) changes++;
    }
  }
  return boxes;
}

/** QR codes and bar codes of a frame: they may say anything about a person, and no one reads them by eye. */
export const findCodes = (picture: Brightness): readonly MaskRectangle[] => [...findMatrices(picture), ...findBars(picture)];
