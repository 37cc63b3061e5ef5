import { ok, refuse, type Result } from '@echocohort/kernel';
import { nativeFrameLength, type PixelLayout } from '@echocohort/dicom';
import type { Span } from '../trusted-regions.ts';

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

/** Copies spans of one plane or of interleaved samples; `width` is the number of bytes of one pixel in a row. */
function copyKept(source: Uint8Array, target: Uint8Array, start: number, width: number, { rows, layout }: BlankPlan): void {
  const line = layout.columns * width;
  rows.forEach((spans, row) => {
    for (const { from, to } of spans) {
      const [begin, end] = [start + row * line + from * width, start + row * line + to * width];
      target.set(source.subarray(begin, end), begin);
    }
  });
}

/** Fills with black: `pattern` is one pixel's (or one plane's) stored bytes. */
function fill(target: Uint8Array, pattern: readonly number[], start: number, end: number): void {
  if (pattern.every((byte) => byte === pattern[0])) {
    if (pattern[0] !== 0) target.fill(pattern[0] ?? 0, start, end);
    return;
  }
  for (let at = start; at < end; at += pattern.length) target.set(pattern, at);
}

const wordBytes = (value: number): number[] => [value & 0xff, (value >> 8) & 0xff];

/** Two pixels share four bytes Y1 Y2 Cb Cr; a pair stays when one of its pixels does, but a pixel that must go loses its brightness. */
function blank422(source: Uint8Array, target: Uint8Array, start: number, { rows, layout }: BlankPlan): void {
  const line = layout.columns * 2;
  rows.forEach((spans, row) => {
    for (const { from, to } of spans) {
      const [first, last] = [from & ~1, (to + 1) & ~1];
      const begin = start + row * line + first * 2;
      target.set(source.subarray(begin, begin + (last - first) * 2), begin);
      if (from !== first) target[begin] = 0;
      if (to !== last) target[start + row * line + (last - 2) * 2 + 1] = 0;
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

/** Uncompressed frames in little endian order: black outside the spans, unused bits cleared. */
export function blankNative(source: Uint8Array, plan: BlankPlan): Result<{ readonly bytes: Uint8Array; readonly bitsCleared: boolean }> {
  const { layout, black } = plan;
  const wide = layout.bitsAllocated === 16;
  const frame = nativeFrameLength(layout);
  const target = new Uint8Array(frame * layout.frames);
  const blackBytes = black.map((value) => (wide ? wordBytes(value) : [value]));
  const plane = layout.rows * layout.columns * (wide ? 2 : 1);
  if (layout.photometric === 'YBR_FULL_422' && layout.columns % 2 === 1) return refuse({ code: 'pixel-layout-not-supported', detail: 'Colour shared by pairs of pixels needs an even number of columns; export the file in another form.' });
  for (let start = 0; start < target.length; start += frame) {
    if (layout.photometric === 'YBR_FULL_422') {
      fill(target, [0, 0, black[1] ?? 128, black[2] ?? 128], start, start + frame);
      blank422(source, target, start, plan);
    } else if (layout.samplesPerPixel > 1 && layout.planarConfiguration === 1) {
      blackBytes.forEach((pattern, index) => {
        fill(target, pattern, start + index * plane, start + (index + 1) * plane);
        copyKept(source, target, start + index * plane, wide ? 2 : 1, plan);
      });
    } else {
      fill(target, blackBytes.flat(), start, start + frame);
      copyKept(source, target, start, (wide ? 2 : 1) * layout.samplesPerPixel, plan);
    }
  }
  return ok({ bytes: target, bitsCleared: clearBits(target, plan) });
}
