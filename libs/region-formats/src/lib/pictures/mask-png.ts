import { PNG } from 'pngjs';
import { fillMask } from '../shapes/fill-mask.ts';
import type { Outline } from '../shapes/outline.ts';

/** Grey values of a mask; the background of the picture is 0. A lesion lies over the liver that surrounds it. */
export const MASK_VALUES: Readonly<Record<Outline['kind'], number>> = { background: 85, feature: 170, lesion: 255 };
const ORDER: readonly Outline['kind'][] = ['background', 'lesion', 'feature'];

/** All outlines of one image as one value a pixel, row by row. */
export function paintMask(size: { readonly rows: number; readonly columns: number }, outlines: readonly Outline[], values: Readonly<Record<Outline['kind'], number>>): Uint8Array {
  const data = new Uint8Array(size.rows * size.columns);
  for (const kind of ORDER) for (const outline of outlines) if (outline.kind === kind) fillMask(data, size, outline.points, values[kind]);
  return data;
}

/** All outlines of one image as a grey picture of its size: the same outlines give the same bytes. */
export function maskPng(size: { readonly rows: number; readonly columns: number }, outlines: readonly Outline[]): Uint8Array {
  const data = paintMask(size, outlines, MASK_VALUES);
  const png = new PNG({ width: size.columns, height: size.rows, colorType: 0, inputColorType: 0, bitDepth: 8, inputHasAlpha: false });
  png.data = Buffer.from(data);
  // No filter: areas of one value pack well as they are, and trying five filters a row takes most of the time.
  return PNG.sync.write(png, { colorType: 0, inputColorType: 0, bitDepth: 8, inputHasAlpha: false, filterType: 0 });
}
