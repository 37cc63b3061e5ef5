import { asciiBytes, lookUp, parseTag, tagText, type DicomFile, type Palette, type WriteElement } from '@echocohort/dicom';
import type { PixelPlan } from '../pixels/pixel-plan.ts';

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

/** A lossy picture that is written uncompressed stays one that was lossy (PS3.3 C.7.6.1.1.5). */
const lossElements = ({ loss }: PixelPlan): WriteElement[] => (loss === null ? [] : [text('0028,2110', '01'), text('0028,2112', String(loss.ratio)), text('0028,2114', loss.method)]);

/** The image description without the picture, made from what was decoded: they always fit each other. */
export function imageElements(file: DicomFile, pixels: PixelPlan, palette: Palette | null): WriteElement[] {
  const { layout } = pixels;
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
    ...lossElements(pixels),
  ];
}

/** Elements of the list with those of the picture's description in place of their namesakes, in order. */
export function withImage(elements: readonly WriteElement[], image: readonly WriteElement[]): WriteElement[] {
  const tags = new Set(image.map(({ tag }) => tagText(tag)));
  return [...elements.filter(({ tag }) => !tags.has(tagText(tag))), ...image].sort((a, b) => a.tag - b.tag);
}
