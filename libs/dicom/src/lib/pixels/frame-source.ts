import { ok, refuse, type Result } from '@echocohort/kernel';
import type { DicomElement, Encapsulated } from '../read/data-set.ts';
import type { DicomFile } from '../read/parse-dicom.ts';
import { readPixelLayout, type PixelLayout } from '../read/inspect-image.ts';
import { isNativeSyntax } from '../transfer-syntax.ts';

/** Bytes of one frame of uncompressed pixels; YBR_FULL_422 stores two chroma samples for two pixels (PS3.3 C.7.6.3.1.2). */
export function nativeFrameLength(layout: PixelLayout): number {
  const samples = layout.photometric === 'YBR_FULL_422' ? 2 : layout.samplesPerPixel;
  return Math.ceil((layout.rows * layout.columns * samples * layout.bitsAllocated) / 8);
}

/** Whether an element's bytes come in big endian words: 16-bit samples, and 8-bit samples too where the VR is OW (PS3.5 8.1, annex D.2). */
const isWordSwapped = ({ littleEndian, vr }: DicomElement, layout: PixelLayout): boolean => !littleEndian && (layout.bitsAllocated === 16 || vr === 'OW');

function swapWords(bytes: Uint8Array): Uint8Array {
  const swapped = new Uint8Array(bytes.length);
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    swapped[at] = bytes[at + 1] ?? 0;
    swapped[at + 1] = bytes[at] ?? 0;
  }
  return swapped;
}

/** Uncompressed pixels in little endian order, cut to the length that the description gives; a longer element's tail never counts. */
export function nativePixels(file: DicomFile, layout: PixelLayout): Result<Uint8Array> {
  const element = file.header.element('7fe0,0010');
  const length = nativeFrameLength(layout) * layout.frames;
  if (!element || element.encapsulated || element.items) return refuse({ code: 'no-pixel-data', detail: 'The file holds no pixels in the form that its transfer syntax promises.' });
  if (element.bytes.length < length) return refuse({ code: 'pixel-data-truncated', detail: 'The pixel data are shorter than rows, columns and frames say; copy the file from the scanner again.' });
  return ok(isWordSwapped(element, layout) ? swapWords(element.bytes.subarray(0, length + (length % 2))).subarray(0, length) : element.bytes.subarray(0, length));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (parts.length === 1 && first) return first;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
}

const littleEndian64 = (bytes: Uint8Array): number[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / 8) }, (_, index) => Number(view.getBigUint64(index * 8, true)));
};

const littleEndian32 = (bytes: Uint8Array): number[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => view.getUint32(index * 4, true));
};

/** Groups fragments by a table of frame starts, which may list the frames out of file order. */
function byTable(encapsulated: Encapsulated, starts: readonly number[]): Uint8Array[] | null {
  const place = new Map(encapsulated.fragments.map((fragment, index) => [fragment.offset, index]));
  const firsts = starts.map((start) => place.get(start));
  const sorted = firsts.filter((first) => first !== undefined).sort((a, b) => a - b);
  if (sorted.length !== starts.length || new Set(sorted).size !== starts.length || sorted[0] !== 0) return null;
  return firsts.map((first) => {
    const next = sorted.find((other) => first !== undefined && other > first) ?? encapsulated.fragments.length;
    return joined(encapsulated.fragments.slice(first, next).map(({ bytes }) => bytes));
  });
}

const isJpegStart = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8;

/** Without a table: one fragment a frame, one frame in all, or (JPEG) a new frame wherever a fragment begins with SOI. */
function byContent(encapsulated: Encapsulated, frames: number): Uint8Array[] | null {
  const parts = encapsulated.fragments.map(({ bytes }) => bytes);
  if (frames === 1) return parts.length === 0 ? null : [joined(parts)];
  if (parts.length === frames) return parts;
  const groups: Uint8Array[][] = [];
  for (const part of parts) {
    if (isJpegStart(part)) groups.push([part]);
    else if (groups.length === 0) return null;
    else groups[groups.length - 1]?.push(part);
  }
  return groups.length === frames ? groups.map(joined) : null;
}

/** The compressed frames in display order (extended offset table, basic offset table, else content), counted against Number of Frames. */
export function encapsulatedFrames(file: DicomFile, frames: number): Result<Uint8Array[]> {
  const encapsulated = file.header.element('7fe0,0010')?.encapsulated;
  if (!encapsulated) return refuse({ code: 'no-pixel-data', detail: 'The file holds no pixels in the form that its transfer syntax promises.' });
  const extended = file.header.element('7fe0,0001');
  const starts = extended ? littleEndian64(extended.bytes) : littleEndian32(encapsulated.offsetTable);
  const found = starts.length > 0 ? byTable(encapsulated, starts) : byContent(encapsulated, frames);
  if (found === null || found.length !== frames) {
    return refuse({ code: 'frame-count-mismatch', detail: 'The compressed frames do not match Number of Frames or the offset table; export the file from the scanner again.' });
  }
  return ok(found);
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
