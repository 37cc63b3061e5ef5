import { asciiBytes, lookUp, parseTag, readPalette, type DicomFile, type Palette, type PixelLayout, type WriteElement } from '@echocohort/dicom';
import type { CleanPixels } from '../pixels/clean-pixels.ts';

function words(tag: string, ...values: readonly number[]): WriteElement {
  const value = new Uint8Array(values.length * 2);
  const view = new DataView(value.buffer);
  values.forEach((word, index) => view.setUint16(index * 2, word, true));
  return { tag: parseTag(tag), vr: 'US', value };
}

const text = (tag: string, value: string): WriteElement => ({ tag: parseTag(tag), vr: lookUp(parseTag(tag))?.vr ?? 'CS', value: asciiBytes(value) });

function channelBytes(values: Uint16Array, bits: 8 | 16): Uint8Array {
  if (bits === 8) return Uint8Array.from(values);
  const bytes = new Uint8Array(values.length * 2);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => view.setUint16(index * 2, value, true));
  return bytes;
}

function paletteElements({ first, bits, red, green, blue }: Palette): WriteElement[] {
  const entries = red.length === 65_536 ? 0 : red.length;
  const descriptors = ['0028,1101', '0028,1102', '0028,1103'].map((tag) => words(tag, entries, first, bits));
  const data = [red, green, blue].map((values, index): WriteElement => ({ tag: parseTag(`0028,120${index + 1}`), vr: 'OW', value: channelBytes(values, bits) }));
  return [...descriptors, ...data];
}

/** The image description and the picture, made from what was decoded: they always fit each other. */
export function imageElements(file: DicomFile, layout: PixelLayout, pixels: CleanPixels): WriteElement[] {
  const palette = layout.photometric === 'PALETTE COLOR' ? readPalette(file.header) : null;
  const native = pixels.native;
  return [
    words('0028,0002', layout.samplesPerPixel),
    text('0028,0004', layout.photometric),
    ...(layout.samplesPerPixel > 1 ? [words('0028,0006', layout.planarConfiguration)] : []),
    ...(layout.frames > 1 || file.header.element('0028,0008') ? [text('0028,0008', String(layout.frames))] : []),
    words('0028,0010', layout.rows),
    words('0028,0011', layout.columns),
    words('0028,0100', layout.bitsAllocated),
    words('0028,0101', layout.bitsStored),
    words('0028,0102', layout.highBit),
    words('0028,0103', layout.signed ? 1 : 0),
    ...(palette ? paletteElements(palette) : []),
    native
      ? { tag: parseTag('7fe0,0010'), vr: layout.bitsAllocated === 16 ? 'OW' : 'OB', value: native }
      : { tag: parseTag('7fe0,0010'), vr: 'OB', frames: pixels.frames },
  ];
}
