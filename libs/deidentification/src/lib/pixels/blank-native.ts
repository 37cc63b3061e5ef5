import type { PixelLayout } from '@echocohort/dicom';
import type { Span } from '../templates/kept-shapes.ts';

/** What a native or run-length pixel step needs. */
export interface BlankPlan {
  readonly layout: PixelLayout;
  readonly rows: readonly (readonly Span[])[];
  /** Black as a stored value of each sample. */
  readonly black: readonly number[];
  /** Bits of a stored sample that count; all others are cleared, since overlays hide there. */
  readonly sampleMask: number;
}

export function sampleMask({ bitsStored, highBit, bitsAllocated }: PixelLayout): number {
  const all = 2 ** bitsAllocated - 1;
  return ((2 ** bitsStored - 1) << (highBit - bitsStored + 1)) & all;
}

/** Fills with black: `pattern` is one pixel's (or one plane's) stored bytes. */
function fill(target: Uint8Array, pattern: readonly number[], start: number, end: number): void {
  if (pattern.every((byte) => byte === pattern[0])) {
    target.fill(pattern[0] ?? 0, start, end);
    return;
  }
  for (let at = start; at < end; at += pattern.length) target.set(pattern, at);
}

/** One plane, or interleaved samples: what stays is copied, all between is filled with the pattern of a black pixel. */
function copyKept(source: Uint8Array, target: Uint8Array, start: number, pattern: readonly number[], { rows, layout }: BlankPlan): void {
  const width = pattern.length;
  const line = layout.columns * width;
  let done = start;
  rows.forEach((spans, row) => {
    for (const { from, to } of spans) {
      const [begin, end] = [start + row * line + from * width, start + row * line + to * width];
      fill(target, pattern, done, begin);
      target.set(source.subarray(begin, end), begin);
      done = end;
    }
  });
  fill(target, pattern, done, start + rows.length * line);
}

const wordBytes = (value: number): number[] => [value & 0xff, (value >> 8) & 0xff];

/** Two pixels share four bytes Y1 Y2 Cb Cr; a pair stays when one of its pixels does, but a pixel that must go loses its brightness. */
function blank422(source: Uint8Array, target: Uint8Array, { rows, layout }: BlankPlan): void {
  const line = layout.columns * 2;
  rows.forEach((spans, row) => {
    for (const { from, to } of spans) {
      for (let pixel = from; pixel < to; pixel++) {
        const pair = row * line + (pixel >> 1) * 4;
        target[pair + (pixel & 1)] = source[pair + (pixel & 1)] ?? 0;
        target[pair + 2] = source[pair + 2] ?? 0;
        target[pair + 3] = source[pair + 3] ?? 0;
      }
    }
  });
}

function clearBits(bytes: Uint8Array, { sampleMask: mask, layout }: BlankPlan): boolean {
  let changed = false;
  const wide = layout.bitsAllocated === 16;
  if (mask === 2 ** layout.bitsAllocated - 1) return false;
  for (let at = 0; at < bytes.length; at++) {
    const keep = wide && at % 2 === 1 ? mask >> 8 : mask & 0xff;
    const byte = bytes[at] ?? 0;
    if ((byte & ~keep) !== 0) changed = true;
    bytes[at] = byte & keep;
  }
  return changed;
}

/** One uncompressed frame in little endian order into `target`: black outside the spans, unused bits cleared. Answers whether any such bit was set. */
export function blankNativeFrame(source: Uint8Array, target: Uint8Array, plan: BlankPlan): boolean {
  const { layout, black } = plan;
  const wide = layout.bitsAllocated === 16;
  const blackBytes = black.map((value) => (wide ? wordBytes(value) : [value]));
  const plane = layout.rows * layout.columns * (wide ? 2 : 1);
  if (layout.photometric === 'YBR_FULL_422') {
    fill(target, [0, 0, black[1] ?? 128, black[2] ?? 128], 0, target.length);
    blank422(source, target, plan);
  } else if (layout.samplesPerPixel > 1 && layout.planarConfiguration === 1) {
    blackBytes.forEach((pattern, index) => copyKept(source, target, index * plane, pattern, plan));
  } else {
    copyKept(source, target, 0, blackBytes.flat(), plan);
  }
  return clearBits(target, plan);
}
