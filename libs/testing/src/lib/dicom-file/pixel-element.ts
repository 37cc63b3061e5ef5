import sharp from 'sharp';
import type { PixelForm } from '../ultrasound/vendor-layout.ts';
import { elementHead, itemHead, joinBytes } from './element-bytes.ts';

/** Pixels of a screen, one or three interleaved bytes a pixel. */
export interface ScreenPixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly bytes: Uint8Array;
}

/** The pixel data element and what the header must say about it. */
export interface PixelElement {
  readonly transferSyntax: string;
  readonly photometric: string;
  readonly lossyMethod: string | null;
  readonly element: Uint8Array;
}

export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
const RLE_LOSSLESS = '1.2.840.10008.1.2.5';
const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';

/** Codes pixels as the form says: native, RLE (PS3.5 annex G) or JPEG baseline in one fragment. */
export async function pixelElement(pixels: ScreenPixels, form: PixelForm): Promise<PixelElement> {
  const native = pixels.channels === 1 ? 'MONOCHROME2' : 'RGB';
  if (form.endsWith('rle')) {
    return { transferSyntax: RLE_LOSSLESS, photometric: native, lossyMethod: null, element: encapsulated(rleFrame(pixels)) };
  }
  if (form.endsWith('jpeg')) {
    const photometric = pixels.channels === 1 ? 'MONOCHROME2' : 'YBR_FULL_422';
    return { transferSyntax: JPEG_BASELINE, photometric, lossyMethod: 'ISO_10918_1', element: encapsulated(await jpegFrame(pixels)) };
  }
  const even = pixels.bytes.length % 2 === 0 ? pixels.bytes : joinBytes([pixels.bytes, Uint8Array.of(0)]);
  return { transferSyntax: EXPLICIT_LITTLE_ENDIAN, photometric: native, lossyMethod: null, element: joinBytes([elementHead('7fe00010', 'OB', even.length), even]) };
}

async function jpegFrame(pixels: ScreenPixels): Promise<Uint8Array> {
  const { width, height, channels } = pixels;
  const image = sharp(pixels.bytes, { raw: { width, height, channels } });
  const shaped = channels === 1 ? image.toColourspace('b-w') : image;
  return new Uint8Array(await shaped.jpeg({ quality: 88, chromaSubsampling: '4:4:4', progressive: false, optimiseCoding: false }).toBuffer());
}

function encapsulated(frame: Uint8Array): Uint8Array {
  const even = frame.length % 2 === 0 ? frame : joinBytes([frame, Uint8Array.of(0)]);
  return joinBytes([
    elementHead('7fe00010', 'OB', 0xffffffff), itemHead('fffee000', 0), itemHead('fffee000', even.length), even, itemHead('fffee0dd', 0),
  ]);
}

function rleFrame(pixels: ScreenPixels): Uint8Array {
  const segments: Uint8Array[] = [];
  const size = pixels.width * pixels.height;
  for (let channel = 0; channel < pixels.channels; channel++) {
    const plane = pixels.channels === 1 ? pixels.bytes : Uint8Array.from({ length: size }, (_, at) => pixels.bytes[at * 3 + channel] ?? 0);
    segments.push(rleSegment(plane, pixels.width));
  }
  const head = new Uint8Array(64);
  const view = new DataView(head.buffer);
  view.setUint32(0, segments.length, true);
  let offset = 64;
  segments.forEach((segment, index) => {
    view.setUint32(4 + index * 4, offset, true);
    offset += segment.length;
  });
  return joinBytes([head, ...segments]);
}

/** Runs never cross a row (PS3.5 G.3.1 asks for it). */
function rleSegment(plane: Uint8Array, width: number): Uint8Array {
  const out: number[] = [];
  for (let from = 0; from < plane.length; from += width) rleRow(plane.subarray(from, from + width), out);
  if (out.length % 2 === 1) out.push(0);
  return Uint8Array.from(out);
}

function rleRow(row: Uint8Array, out: number[]): void {
  let at = 0;
  while (at < row.length) {
    const run = runLength(row, at);
    if (run >= 3) {
      out.push(257 - run, row[at] ?? 0);
      at += run;
      continue;
    }
    const start = at;
    while (at < row.length && at - start < 128 && runLength(row, at) < 3) at++;
    out.push(at - start - 1);
    for (let index = start; index < at; index++) out.push(row[index] ?? 0);
  }
}

function runLength(row: Uint8Array, at: number): number {
  let run = 1;
  while (at + run < row.length && run < 128 && row[at + run] === row[at]) run++;
  return run;
}
