import type { Header } from '../read/header.ts';

/** A palette reduced to 8 bits a channel (PS3.3 C.7.6.3.1.5). */
export interface Palette {
  /** Stored value of the first entry. */
  readonly first: number;
  readonly red: Uint8Array;
  readonly green: Uint8Array;
  readonly blue: Uint8Array;
}

function channel(header: Header, descriptorTag: string, dataTag: string): { first: number; values: Uint8Array } | null {
  const [stated, first, bits] = header.numbers(descriptorTag);
  const data = header.element(dataTag);
  if (stated === undefined || first === undefined || (bits !== 8 && bits !== 16) || !data) return null;
  const entries = stated === 0 ? 65_536 : stated;
  const { bytes } = data;
  // Eight-bit entries come packed, or (older scanners) one to a word.
  const packed = bits === 8 && bytes.length < entries * 2;
  if (bytes.length < (packed ? entries : entries * 2)) return null;
  const values = new Uint8Array(entries);
  const high = bits === 16 ? (data.littleEndian ? 1 : 0) : data.littleEndian ? 0 : 1;
  for (let index = 0; index < entries; index++) values[index] = (packed ? bytes[index] : bytes[index * 2 + high]) ?? 0;
  return { first, values };
}

/** The palette of a PALETTE COLOR image; null when it is missing, segmented or inconsistent. */
export function readPalette(header: Header): Palette | null {
  const red = channel(header, '0028,1101', '0028,1201');
  const green = channel(header, '0028,1102', '0028,1202');
  const blue = channel(header, '0028,1103', '0028,1203');
  if (!red || !green || !blue || red.first !== green.first || red.first !== blue.first) return null;
  if (red.values.length !== green.values.length || red.values.length !== blue.values.length) return null;
  return { first: red.first, red: red.values, green: green.values, blue: blue.values };
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
