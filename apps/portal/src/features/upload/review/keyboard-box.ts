import type { Rectangle } from '../prepared-file.ts';

export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

const STEP = 8;
const LEAST = 4;

/** Where a box begins that is drawn by keys: a small one in the middle. */
export function firstBox({ width, height }: ScreenSize): Rectangle {
  const [w, h] = [Math.round(width / 6), Math.round(height / 12)];
  const [x0, y0] = [Math.round((width - w) / 2), Math.round((height - h) / 2)];
  return { x0, y0, x1: x0 + w, y1: y0 + h };
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** Whole pixels inside the picture, corners in order; null for a click without a drag. */
export function tidyBox(a: { readonly x: number; readonly y: number }, b: { readonly x: number; readonly y: number }, { width, height }: ScreenSize): Rectangle | null {
  const [x0, x1] = [Math.min(a.x, b.x), Math.max(a.x, b.x)].map((x) => clamp(Math.floor(x), 0, width - 1));
  const [y0, y1] = [Math.min(a.y, b.y), Math.max(a.y, b.y)].map((y) => clamp(Math.floor(y), 0, height - 1));
  if (x0 === undefined || x1 === undefined || y0 === undefined || y1 === undefined) return null;
  return x1 - x0 < LEAST || y1 - y0 < LEAST ? null : { x0, y0, x1, y1 };
}

/** The box after an arrow key: moved, or with Shift made larger and smaller at its lower right corner. Null for any other key. */
export function boxByKey(box: Rectangle, key: string, shift: boolean, { width, height }: ScreenSize): Rectangle | null {
  const by = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[key];
  if (!by) return null;
  const [dx = 0, dy = 0] = by;
  if (shift) return { ...box, x1: clamp(box.x1 + dx, box.x0 + LEAST, width - 1), y1: clamp(box.y1 + dy, box.y0 + LEAST, height - 1) };
  const [mx, my] = [clamp(dx, -box.x0, width - 1 - box.x1), clamp(dy, -box.y0, height - 1 - box.y1)];
  return { x0: box.x0 + mx, y0: box.y0 + my, x1: box.x1 + mx, y1: box.y1 + my };
}
