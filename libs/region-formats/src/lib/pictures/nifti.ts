import { gzipSync } from 'node:zlib';
import { pixelSizeAt, type SourceImage } from '../dicom/source-image.ts';
import type { PixelSize } from '../shapes/measure.ts';
import type { Outline } from '../shapes/outline.ts';
import { paintMask } from './mask-png.ts';

/** Values of a label mask; 0 is what nobody outlined. */
export const NIFTI_LABELS: Readonly<Record<Outline['kind'], number>> = { lesion: 1, background: 2, feature: 3 };

/** ASCII, at most 79 signs, and nothing of a patient: other tools copy it on. */
const DESCRIPTION = 'Outlines: 1 lesion, 2 background, 3 feature; axes: columns, rows';

const HEADER = 348;
/** Four bytes after the header say that there is no extension; the pixels follow. */
const PIXELS = 352;
const [UINT8, LABEL, MILLIMETRES, ALIGNED] = [2, 1002, 2, 2];

function ascii(bytes: Uint8Array, at: number, text: string): void {
  for (let index = 0; index < text.length; index++) bytes[at + index] = text.charCodeAt(index);
}

/**
 * The header of NIfTI-1 (nifti1.h, little-endian, single file), for a plane of columns × rows. Both transforms are stated
 * and say the same: first axis = columns, second = rows, the centre of the first pixel at 0. They are of the kind "aligned
 * to another file", here the image: an ultrasound plane has no place in the body.
 */
function niftiHeader({ rows, columns }: { readonly rows: number; readonly columns: number }, size: PixelSize | null): Uint8Array {
  if (rows > 32_767 || columns > 32_767) throw new RangeError('NIfTI-1 holds 32,767 pixels in a direction at most');
  const bytes = new Uint8Array(PIXELS);
  const view = new DataView(bytes.buffer);
  const short = (at: number, ...values: number[]): void => values.forEach((value, index) => view.setInt16(at + 2 * index, value, true));
  const float = (at: number, ...values: number[]): void => values.forEach((value, index) => view.setFloat32(at + 4 * index, value, true));
  // Without a calibration a pixel is one step of no known unit: the standard asks for a positive number.
  const { x, y } = size ?? { x: 1, y: 1 };
  view.setInt32(0, HEADER, true);
  ascii(bytes, 38, 'r');
  short(40, 2, columns, rows, 1, 1, 1, 1, 1); // dim
  short(68, LABEL, UINT8, 8); // intent_code, datatype, bitpix
  float(76, 1, x, y, 1, 1, 1, 1, 1); // qfac, pixdim
  float(108, PIXELS, 1, 0); // vox_offset, scl_slope, scl_inter
  bytes[123] = size === null ? 0 : MILLIMETRES; // xyzt_units
  ascii(bytes, 148, DESCRIPTION);
  short(252, ALIGNED, ALIGNED); // qform_code, sform_code; the quaternion b, c, d and the offsets are 0
  float(280, x, 0, 0, 0, 0, y, 0, 0, 0, 0, 1, 0); // srow_x, srow_y, srow_z
  ascii(bytes, 328, 'labels');
  ascii(bytes, 344, 'n+1');
  return bytes;
}

/** Millimetres per pixel if calibrated regions of one scale hold every outline whole; else null: a mask has one scale only. */
export function sharedPixelSize(source: SourceImage, outlines: readonly Outline[]): PixelSize | null {
  const sizes = outlines.map(({ points }) => pixelSizeAt(source, points));
  const [first] = sizes;
  return first && sizes.every((size) => size !== null && size.x === first.x && size.y === first.y) ? first : null;
}

/** All outlines of one image as a gzipped NIfTI-1 label mask, the same pixels as those of the PNG mask. No time and no system stand in the container. */
export function niftiMask(image: { readonly rows: number; readonly columns: number }, outlines: readonly Outline[], size: PixelSize | null): Uint8Array {
  const whole = new Uint8Array(PIXELS + image.rows * image.columns);
  whole.set(niftiHeader(image, size));
  whole.set(paintMask(image, outlines, NIFTI_LABELS), PIXELS);
  const packed = new Uint8Array(gzipSync(whole, { level: 4 }));
  packed.fill(0, 4, 8); // RFC 1952: time of change
  packed[9] = 255; // RFC 1952: unknown system
  return packed;
}
