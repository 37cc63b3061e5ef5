import type { DicomElement } from '../read/data-set.ts';
import type { Header } from '../read/header.ts';

/** A palette with all of its entries (PS3.3 C.7.6.3.1.5). */
export interface Palette {
  /** Stored value of the first entry. */
  readonly first: number;
  /** 8 or 16: width of an entry. */
  readonly bits: 8 | 16;
  readonly red: Uint16Array;
  readonly green: Uint16Array;
  readonly blue: Uint16Array;
}

interface Channel {
  readonly first: number;
  readonly bits: 8 | 16;
  readonly values: Uint16Array;
}

function wordsOf({ bytes, littleEndian }: DicomElement): Uint16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint16Array.from({ length: Math.floor(bytes.length / 2) }, (_, index) => view.getUint16(index * 2, littleEndian));
}

/** One segment of a segmented palette (PS3.3 C.7.9.2): discrete, linear, or a repetition of earlier segments. */
function expandSegment(words: Uint16Array, at: number, values: number[], limit: number, depth: number): number | null {
  const [kind, length] = [words[at], words[at + 1]];
  if (kind === undefined || length === undefined || values.length + length > limit) return null;
  if (kind === 0) {
    values.push(...words.subarray(at + 2, at + 2 + length));
    return at + 2 + length;
  }
  if (kind === 1) {
    const [from, to] = [values[values.length - 1], words[at + 2]];
    if (from === undefined || to === undefined) return null;
    for (let step = 1; step <= length; step++) values.push(Math.round(from + ((to - from) * step) / length));
    return at + 3;
  }
  if (kind !== 2 || depth > 0) return null;
  let next: number | null = ((words[at + 3] ?? 0) * 65_536 + (words[at + 2] ?? 0)) / 2;
  for (let step = 0; step < length && next !== null; step++) next = expandSegment(words, next, values, limit, depth + 1);
  return next === null ? null : at + 4;
}

function expandSegments(words: Uint16Array, entries: number): Uint16Array | null {
  const values: number[] = [];
  for (let at: number | null = 0; at !== null && at < words.length && values.length < entries; ) at = expandSegment(words, at, values, entries, 0);
  return values.length === entries ? Uint16Array.from(values) : null;
}

function plainEntries(data: DicomElement, entries: number, bits: 8 | 16): Uint16Array | null {
  // Eight-bit entries come packed, or (older scanners) one to a word.
  if (bits === 8 && data.bytes.length < entries * 2) return data.bytes.length < entries ? null : Uint16Array.from(data.bytes.subarray(0, entries));
  const words = wordsOf(data);
  return words.length < entries ? null : words.slice(0, entries).map((word) => (bits === 8 ? word & 0xff : word));
}

function channel(header: Header, descriptorTag: string, dataTag: string, segmentedTag: string): Channel | null {
  const [stated, first, bits] = header.numbers(descriptorTag);
  if (stated === undefined || first === undefined || (bits !== 8 && bits !== 16)) return null;
  const entries = stated === 0 ? 65_536 : stated;
  const [data, segmented] = [header.element(dataTag), header.element(segmentedTag)];
  const values = data ? plainEntries(data, entries, bits) : segmented && bits === 16 ? expandSegments(wordsOf(segmented), entries) : null;
  return values === null ? null : { first, bits, values };
}

/** The palette of a PALETTE COLOR image, segmented ones expanded; null when it is missing or inconsistent. */
export function readPalette(header: Header): Palette | null {
  const red = channel(header, '0028,1101', '0028,1201', '0028,1221');
  const green = channel(header, '0028,1102', '0028,1202', '0028,1222');
  const blue = channel(header, '0028,1103', '0028,1203', '0028,1223');
  if (!red || !green || !blue) return null;
  if ([green, blue].some(({ first, bits, values }) => first !== red.first || bits !== red.bits || values.length !== red.values.length)) return null;
  return { first: red.first, bits: red.bits, red: red.values, green: green.values, blue: blue.values };
}

/** Stored value of the darkest entry, the first of equals. */
export function darkestEntry(palette: Palette): number {
  let [darkest, least] = [0, Number.POSITIVE_INFINITY];
  for (let index = 0; index < palette.red.length; index++) {
    const light = (palette.red[index] ?? 0) * 299 + (palette.green[index] ?? 0) * 587 + (palette.blue[index] ?? 0) * 114;
    if (light < least) [darkest, least] = [index, light];
  }
  return palette.first + darkest;
}
