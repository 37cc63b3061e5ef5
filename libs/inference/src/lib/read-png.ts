import { inflateSync } from 'node:zlib';
import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';

/** Grey values of a PNG picture. */
export interface GreyPng {
  readonly width: number;
  readonly height: number;
  /** Grey value, 0 to 255, of a pixel counted row by row. */
  readonly at: (pixel: number) => number;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
/** Larger pictures are no ultrasound; decoding one would take gigabytes. */
const MAX_PIXELS = 1 << 24;
/** Samples of a pixel by colour type, for the types read here (ISO 15948, 11.2.2); palettes and 16 bits are left to the caller. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 };

export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, at) => bytes[at] === byte);

const damaged: Refusal = { code: 'png-unreadable', detail: 'The PNG picture is damaged.' };
export const pngTooLarge: Refusal = { code: 'picture-too-large', detail: 'The PNG picture is larger than any ultrasound picture.' };

/** The compressed picture data: all IDAT chunks in order. */
function pictureData(bytes: Uint8Array, view: DataView): Uint8Array | null {
  const parts: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (at + 12 + length > bytes.length) return null;
    if (type === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + length));
    if (type === 'tRNS') return null;
    if (type === 'IEND') break;
    at += 12 + length;
  }
  return parts.length === 0 ? null : parts.length === 1 ? (parts[0] ?? null) : new Uint8Array(Buffer.concat(parts));
}

const paeth = (a: number, b: number, c: number): number => {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
};

/** One row without its filter, in place; `up` is where the row above begins, which the first row has not. One loop a filter: this is most of the reading. */
function unfilterRow(filter: number, data: Uint8Array, row: number, stride: number, step: number): boolean {
  const up = row - stride - 1;
  const end = row + stride;
  switch (filter) {
    case 0:
      return true;
    case 1:
      for (let at = row + step; at < end; at++) data[at] = (data[at] ?? 0) + (data[at - step] ?? 0);
      return true;
    case 2:
      if (up > 0) for (let at = row, over = up; at < end; at++, over++) data[at] = (data[at] ?? 0) + (data[over] ?? 0);
      return true;
    case 3:
      for (let at = row, over = up; at < end; at++, over++) data[at] = (data[at] ?? 0) + (((at - row < step ? 0 : (data[at - step] ?? 0)) + (up > 0 ? (data[over] ?? 0) : 0)) >> 1);
      return true;
    case 4:
      for (let at = row, over = up; at < end; at++, over++) {
        const first = at - row < step;
        data[at] = (data[at] ?? 0) + paeth(first ? 0 : (data[at - step] ?? 0), up > 0 ? (data[over] ?? 0) : 0, first || up <= 0 ? 0 : (data[over - step] ?? 0));
      }
      return true;
    default:
      return false;
  }
}

/** Takes the filters off in place (ISO 15948, 9.2); false for a filter that there is not. */
function unfilter(data: Uint8Array, stride: number, step: number): boolean {
  for (let start = 0; start < data.length; start += stride + 1) {
    if (!unfilterRow(data[start] ?? 0, data, start + 1, stride, step)) return false;
  }
  return true;
}

/** Luma of ITU-R BT.601 where there is colour, worked out where it is asked for; the alpha channel is left aside. Each row begins with its filter. */
function greyAt(data: Uint8Array, width: number, samples: number): GreyPng['at'] {
  const placeOf = (pixel: number): number => pixel * samples + Math.floor(pixel / width) + 1;
  if (samples < 3) return (pixel) => data[placeOf(pixel)] ?? 0;
  return (pixel) => {
    const at = placeOf(pixel);
    return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
  };
}

/**
 * Reads the PNG pictures that programs write of ultrasound (8 bits, grey or colour, not interlaced) straight to grey, in half a general reader's
 * time. Null: another kind of PNG, for a general reader.
 */
export function readGreyPng(bytes: Uint8Array): Result<GreyPng> | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33) return refuse(damaged);
  const [width, height, depth, type, interlaced] = [view.getUint32(16), view.getUint32(20), bytes[24], bytes[25] ?? 3, bytes[28]];
  if (width * height > MAX_PIXELS) return refuse(pngTooLarge);
  const samples = SAMPLES[type];
  if (width === 0 || height === 0 || depth !== 8 || interlaced !== 0 || samples === undefined) return null;
  const packed = pictureData(bytes, view);
  if (packed === null) return null;
  const stride = width * samples;
  try {
    const data = inflateSync(packed, { maxOutputLength: height * (stride + 1) });
    if (data.length !== height * (stride + 1) || !unfilter(data, stride, samples)) return refuse(damaged);
    return ok({ width, height, at: greyAt(data, width, samples) });
  } catch {
    // zlib's words say nothing that the code does not.
    return refuse(damaged);
  }
}
