import { ok, type Result } from '@echocohort/kernel';
import { compressedPixelEnd, compressedPixelHead, frameHead, frameTable, nativePixelHead } from '@echocohort/dicom';
import type { Rewriting } from './rewrite-image.ts';

/** Takes the pieces of a clean file in order. */
export interface PieceSink {
  write(bytes: Uint8Array): void;
  /** Bytes that come later by `writeAt`. */
  gap(length: number): void;
  writeAt(offset: number, bytes: Uint8Array): void;
  /** A buffer of this length to fill before it is handed to `write`. */
  room(length: number): Uint8Array;
}

const PAD = new Uint8Array(1);

function writeNative({ pixels, frames }: Rewriting, frameLength: number, sink: PieceSink): Result<null> {
  const length = frames * frameLength;
  sink.write(nativePixelHead(pixels.layout.bitsAllocated === 16 ? 'OW' : 'OB', length));
  for (let index = 0; index < frames; index++) {
    const clean = pixels.clean(index, sink.room(frameLength));
    if (!clean.ok) return clean;
    sink.write(clean.value);
  }
  if (length % 2 === 1) sink.write(PAD);
  return ok(null);
}

function writeCompressed({ head, pixels, frames }: Rewriting, sink: PieceSink): Result<null> {
  const opening = compressedPixelHead(frames);
  sink.write(opening);
  sink.gap(frames * 4);
  const lengths: number[] = [];
  for (let index = 0; index < frames; index++) {
    const clean = pixels.clean(index, PAD);
    if (!clean.ok) return clean;
    const { length } = clean.value;
    sink.write(frameHead(length));
    sink.write(clean.value);
    if (length % 2 === 1) sink.write(PAD);
    lengths.push(length);
  }
  sink.write(compressedPixelEnd());
  sink.writeAt(head.length + opening.length, frameTable(lengths));
  return ok(null);
}

/** Writes the whole clean file, frame by frame. On a refusal what was written so far is worthless. */
export function writeOut(rewriting: Rewriting, sink: PieceSink): Result<null> {
  sink.write(rewriting.head);
  const { frameLength } = rewriting.pixels;
  return frameLength === null ? writeCompressed(rewriting, sink) : writeNative(rewriting, frameLength, sink);
}

/** Bytes of the clean file, where that is known before the frames are cleaned. */
export function sizeOf({ head, pixels: { frameLength }, frames }: Rewriting): number | null {
  if (frameLength === null) return null;
  const length = frames * frameLength;
  return head.length + 12 + length + (length % 2);
}
