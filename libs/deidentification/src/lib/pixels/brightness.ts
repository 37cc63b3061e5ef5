import { decodeJpeg, decodeRle, jpegPlanes, readPalette, TRANSFER_SYNTAX, type DicomFile, type PixelLayout } from '@echocohort/dicom';
import type { MaskRectangle } from '../deidentification.types.ts';

/** Brightness of one frame, or of a part: the byte of a pixel stands at `offset + (y * line + x) * step`, or is looked up by it. */
export interface Brightness {
  readonly width: number;
  readonly height: number;
  /** Pixels from one row to the next. */
  readonly line: number;
  readonly bytes: Uint8Array;
  readonly offset: number;
  readonly step: number;
  readonly table: Uint8Array | null;
}

/** Green is nearest to brightness; of YCbCr it is the first sample. */
const bestSample = ({ photometric, samplesPerPixel }: PixelLayout): number => (samplesPerPixel === 3 && photometric === 'RGB' ? 1 : 0);

function wideBytes(high: (pixel: number) => number, low: (pixel: number) => number, { rows, columns, bitsStored }: PixelLayout): Uint8Array {
  const shift = Math.max(0, bitsStored - 8);
  return Uint8Array.from({ length: rows * columns }, (_, pixel) => Math.min(255, ((high(pixel) << 8) | low(pixel)) >> shift));
}

function paletteTable(file: DicomFile, layout: PixelLayout): Uint8Array | null {
  const palette = layout.photometric === 'PALETTE COLOR' ? readPalette(file.header) : null;
  if (palette === null) return null;
  const last = palette.green.length - 1;
  return Uint8Array.from({ length: 256 }, (_, value) => (palette.green[Math.min(last, Math.max(0, value - palette.first))] ?? 0) >> (palette.bits - 8));
}

function nativeBrightness(frame: Uint8Array, layout: PixelLayout, file: DicomFile): Brightness {
  const { rows: height, columns: width, samplesPerPixel, planarConfiguration, bitsAllocated, photometric } = layout;
  const plain = { width, height, line: width, table: paletteTable(file, layout) };
  if (bitsAllocated === 16) return { ...plain, bytes: wideBytes((pixel) => frame[pixel * 2 + 1] ?? 0, (pixel) => frame[pixel * 2] ?? 0, layout), offset: 0, step: 1 };
  if (photometric === 'YBR_FULL_422') return { ...plain, bytes: Uint8Array.from({ length: width * height }, (_, pixel) => frame[(pixel >> 1) * 4 + (pixel & 1)] ?? 0), offset: 0, step: 1 };
  const sample = bestSample(layout);
  return planarConfiguration === 1 ? { ...plain, bytes: frame, offset: sample * width * height, step: 1 } : { ...plain, bytes: frame, offset: sample, step: samplesPerPixel };
}

function rleBrightness(frame: Uint8Array, layout: PixelLayout, file: DicomFile): Brightness | null {
  const wide = layout.bitsAllocated === 16;
  const planes = decodeRle(frame, layout.rows * layout.columns, layout.samplesPerPixel * (wide ? 2 : 1));
  if (!planes.ok) return null;
  const [first, second] = planes.value;
  const bytes = wide ? wideBytes((pixel) => first?.[pixel] ?? 0, (pixel) => second?.[pixel] ?? 0, layout) : planes.value[bestSample(layout)];
  return bytes ? { width: layout.columns, height: layout.rows, line: layout.columns, bytes, offset: 0, step: 1, table: paletteTable(file, layout) } : null;
}

function jpegBrightness(frame: Uint8Array, layout: PixelLayout): Brightness | null {
  const jpeg = decodeJpeg(frame);
  if (!jpeg.ok) return null;
  const component = jpeg.value.components[jpeg.value.colourModel === 'rgb' ? 1 : 0] ?? jpeg.value.components[0];
  const [bytes] = component ? jpegPlanes({ ...jpeg.value, components: [component] }) : [];
  return bytes ? { width: layout.columns, height: layout.rows, line: layout.columns, bytes, offset: 0, step: 1, table: null } : null;
}

/** Brightness of a frame in the form in which it is written; null when it cannot be seen. */
export function brightnessOf(frame: Uint8Array, transferSyntax: string, layout: PixelLayout, file: DicomFile): Brightness | null {
  if (transferSyntax === TRANSFER_SYNTAX.rle) return rleBrightness(frame, layout, file);
  return transferSyntax === TRANSFER_SYNTAX.jpegBaseline ? jpegBrightness(frame, layout) : nativeBrightness(frame, layout, file);
}

/** The part of a picture inside a box, clamped to it. */
export function partOf(picture: Brightness, { x0, y0, x1, y1 }: MaskRectangle): Brightness {
  const { line, step, offset, width, height } = picture;
  const [left, top] = [Math.max(0, x0), Math.max(0, y0)];
  return { ...picture, offset: offset + (top * line + left) * step, width: Math.min(width - 1, x1) - left + 1, height: Math.min(height - 1, y1) - top + 1 };
}
