import { ok, refuse, type Result } from '@echocohort/kernel';
import type { DicomElement } from '../read/data-set.ts';
import { readPixelLayout, type PixelLayout } from '../read/inspect-image.ts';
import type { OpenedDicom, StoredPixels } from '../read/open-dicom.ts';
import type { DicomFile } from '../read/parse-dicom.ts';
import { isNativeSyntax } from '../transfer-syntax.ts';
import { groupFragments } from './frame-groups.ts';

/** Bytes of one frame of uncompressed pixels; YBR_FULL_422 stores two chroma samples for two pixels (PS3.3 C.7.6.3.1.2). */
export function nativeFrameLength(layout: PixelLayout): number {
  const samples = layout.photometric === 'YBR_FULL_422' ? 2 : layout.samplesPerPixel;
  return Math.ceil((layout.rows * layout.columns * samples * layout.bitsAllocated) / 8);
}

/** Whether an element's bytes come in big endian words: 16-bit samples, and 8-bit samples too where the VR is OW (PS3.5 8.1, annex D.2). */
const isWordSwapped = ({ littleEndian, vr }: Pick<DicomElement, 'littleEndian' | 'vr'>, layout: PixelLayout): boolean => !littleEndian && (layout.bitsAllocated === 16 || vr === 'OW');

function swapWords(bytes: Uint8Array): Uint8Array {
  const swapped = new Uint8Array(bytes.length);
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    swapped[at] = bytes[at + 1] ?? 0;
    swapped[at + 1] = bytes[at] ?? 0;
  }
  return swapped;
}

const noPixels = (): Result<never> => refuse({ code: 'no-pixel-data', detail: 'The file holds no pixels in the form that its transfer syntax promises.' });
const cutPixels = (): Result<never> => refuse({ code: 'pixel-data-truncated', detail: 'The pixel data are shorter than rows, columns and frames say; copy the file from the scanner again.' });
const wrongFrames = (): Result<never> => refuse({ code: 'frame-count-mismatch', detail: 'The compressed frames do not match Number of Frames or the offset table; export the file from the scanner again.' });

/** Uncompressed pixels in little endian order, cut to the length that the description gives; a longer element's tail never counts. */
export function nativePixels(file: DicomFile, layout: PixelLayout): Result<Uint8Array> {
  const element = file.header.element('7fe0,0010');
  const length = nativeFrameLength(layout) * layout.frames;
  if (!element || element.encapsulated || element.items) return noPixels();
  if (element.bytes.length < length) return cutPixels();
  return ok(isWordSwapped(element, layout) ? swapWords(element.bytes.subarray(0, length + (length % 2))).subarray(0, length) : element.bytes.subarray(0, length));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (parts.length === 1 && first) return first;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
}

/** The compressed frames in display order (extended offset table, basic offset table, else content), counted against Number of Frames. */
export function encapsulatedFrames(file: DicomFile, frames: number): Result<Uint8Array[]> {
  const encapsulated = file.header.element('7fe0,0010')?.encapsulated;
  if (!encapsulated) return noPixels();
  const { fragments, offsetTable } = encapsulated;
  const groups = groupFragments({ fragments, offsetTable, extended: file.header.element('7fe0,0001')?.bytes ?? null, start: (index) => fragments[index]?.bytes ?? new Uint8Array(0) }, frames);
  return groups === null ? wrongFrames() : ok(groups.map(({ from, to }) => joined(fragments.slice(from, to).map(({ bytes }) => bytes))));
}

/** Frames of an opened file, read one at a time. */
export interface StoredFrames {
  readonly count: number;
  /** Bytes as stored: one native frame in little endian order, or one compressed frame. */
  read(index: number): Uint8Array;
  /** Bytes of a native element beyond its frames and their padding. */
  readonly tail: number;
  /** Bytes of all frames as stored. */
  readonly size: number;
}

function nativeFrames({ native, source, vr, littleEndian }: StoredPixels, layout: PixelLayout): Result<StoredFrames> {
  const length = nativeFrameLength(layout);
  const size = length * layout.frames;
  if (native === null) return noPixels();
  if (native.length < size) return cutPixels();
  const swapped = isWordSwapped({ littleEndian, vr }, layout);
  const read = (index: number): Uint8Array => {
    const start = index * length;
    if (!swapped) return source.read(native.at + start, length);
    // Words may lie across frames of odd length.
    const even = start - (start % 2);
    return swapWords(source.read(native.at + even, length + (start - even) + ((start + length) % 2))).subarray(start - even, start - even + length);
  };
  return ok({ count: layout.frames, read, tail: Math.max(0, native.length - size - (size % 2)), size });
}

function compressedFrames({ encapsulated, source }: StoredPixels, file: DicomFile, frames: number): Result<StoredFrames> {
  if (encapsulated === null) return noPixels();
  const { fragments, offsetTable } = encapsulated;
  const start = (index: number): Uint8Array => source.read(fragments[index]?.at ?? 0, 2);
  const groups = groupFragments({ fragments, offsetTable, extended: file.header.element('7fe0,0001')?.bytes ?? null, start }, frames);
  if (groups === null) return wrongFrames();
  const read = (index: number): Uint8Array => {
    const { from, to } = groups[index] ?? { from: 0, to: 0 };
    return joined(fragments.slice(from, to).map(({ at, length }) => source.read(at, length)));
  };
  return ok({ count: frames, read, tail: 0, size: fragments.reduce((sum, { length }) => sum + length, 0) });
}

/** The frames of an opened file in display order, counted against Number of Frames. */
export function storedFrames({ file, pixels }: OpenedDicom, layout: PixelLayout): Result<StoredFrames> {
  if (pixels === null) return noPixels();
  return isNativeSyntax(file.transferSyntax) ? nativeFrames(pixels, layout) : compressedFrames(pixels, file, layout.frames);
}

/** The picture's bytes for a pixel hash: native pixels without tail, or the compressed frames one after another. Empty when there are none. */
export function pixelBytes(file: DicomFile): Uint8Array {
  const layout = readPixelLayout(file);
  if (!layout.ok) return new Uint8Array(0);
  if (isNativeSyntax(file.transferSyntax)) {
    const native = nativePixels(file, layout.value);
    return native.ok ? native.value : new Uint8Array(0);
  }
  const frames = encapsulatedFrames(file, layout.value.frames);
  return frames.ok ? joined(frames.value) : new Uint8Array(0);
}
