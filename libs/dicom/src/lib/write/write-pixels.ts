import { asciiBytes, UNDEFINED_LENGTH } from './write-dicom.ts';

const even = (length: number): number => length + (length % 2);

function head(vr: 'OB' | 'OW', length: number): Uint8Array {
  const bytes = new Uint8Array(12);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x7fe0, true);
  view.setUint16(2, 0x0010, true);
  bytes.set(asciiBytes(vr), 4);
  view.setUint32(8, length, true);
  return bytes;
}

function itemHead(element: number, length: number): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfffe, true);
  view.setUint16(2, element, true);
  view.setUint32(4, length, true);
  return bytes;
}

/** What stands before uncompressed pixels of this many bytes. */
export const nativePixelHead = (vr: 'OB' | 'OW', length: number): Uint8Array => head(vr, even(length));

/** What stands before compressed frames: the element's head and the head of the offset table of `frames` entries, which follows. */
export function compressedPixelHead(frames: number): Uint8Array {
  const bytes = new Uint8Array(20);
  bytes.set(head('OB', UNDEFINED_LENGTH));
  bytes.set(itemHead(0xe000, frames * 4), 12);
  return bytes;
}

/** The offset table of frames of these lengths, one fragment each (PS3.5 A.4). */
export function frameTable(lengths: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(lengths.length * 4);
  const view = new DataView(bytes.buffer);
  let offset = 0;
  lengths.forEach((length, index) => {
    view.setUint32(index * 4, offset, true);
    offset += 8 + even(length);
  });
  return bytes;
}

/** The item's head of one frame; the frame follows, padded to even length. */
export const frameHead = (length: number): Uint8Array => itemHead(0xe000, even(length));

/** What ends compressed frames. */
export const compressedPixelEnd = (): Uint8Array => itemHead(0xe0dd, 0);
