import { DATA_TYPE_TISSUE, parseDicom, readRegions, renderFrame, type RenderedFrame, type UltrasoundRegion } from '@echocohort/dicom';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { resample } from './resample.ts';

/** A square of a picture, in pixels. */
export interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** Spatial format 1 is a two-dimensional picture (PS3.3 C.8.5.5.1.1). */
const TWO_DIMENSIONAL = 1;

const area = ({ x0, y0, x1, y1 }: UltrasoundRegion): number => Math.max(0, x1 - x0 + 1) * Math.max(0, y1 - y0 + 1);

/**
 * The square that the network sees while no outlines are drawn: the middle of the largest tissue region. The acquisition
 * protocol asks for the lesion in the middle of the lesion slots' pictures.
 */
export function lesionSquare(regions: readonly UltrasoundRegion[], width: number, height: number, share: number): Square | null {
  const tissue = regions.filter((region) => region.spatialFormat === TWO_DIMENSIONAL && region.dataType === DATA_TYPE_TISSUE);
  const clamped = tissue.map((region) => ({ ...region, x0: Math.max(0, region.x0), y0: Math.max(0, region.y0), x1: Math.min(width - 1, region.x1), y1: Math.min(height - 1, region.y1) }));
  const [largest] = clamped.sort((one, other) => area(other) - area(one));
  if (!largest || area(largest) === 0) return null;
  const [columns, rows] = [largest.x1 - largest.x0 + 1, largest.y1 - largest.y0 + 1];
  const side = Math.max(1, Math.round(Math.min(columns, rows) * share));
  return { x: largest.x0 + Math.floor((columns - side) / 2), y: largest.y0 + Math.floor((rows - side) / 2), side };
}

/** The grey values of a square of a painted frame, 0 to 1 (luma of ITU-R BT.601). */
export function greySquare({ rgba, width }: RenderedFrame, { x, y, side }: Square): Float32Array {
  const grey = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const at = ((y + row) * width + x + column) * 4;
      grey[row * side + column] = (0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0)) / 255;
    }
  }
  return grey;
}

/** From the bytes of a DICOM file to the network's picture of it. */
export function lesionPicture(bytes: Uint8Array, imageSize: number, regionShare: number): Result<Float32Array> {
  const file = parseDicom(bytes);
  if (!file.ok) return file;
  const frame = renderFrame(file.value);
  if (!frame.ok) return frame;
  const square = lesionSquare(readRegions(file.value), frame.value.width, frame.value.height, regionShare);
  if (!square) return refuse({ code: 'no-tissue-region', detail: 'The picture names no tissue region, so there is nothing to cut out.' });
  return ok(resample(greySquare(frame.value, square), square.side, imageSize));
}
