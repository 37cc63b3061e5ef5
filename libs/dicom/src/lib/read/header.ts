import { lookUp } from '../dictionary.ts';
import { parseTag, type TagText } from '../tag.ts';
import type { DataSet, DicomElement } from './data-set.ts';
import { readUnknownAsItems } from './read-elements.ts';

const latin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (let start = 0; start < bytes.length; start += 4096) text += String.fromCharCode(...bytes.subarray(start, start + 4096));
  return text;
};

const trimmed = (text: string): string => text.replace(/^[ ]+|[ \0]+$/g, '');

/** Byte width and reader of the binary number VRs. */
const NUMBERS: Readonly<Record<string, readonly [number, (view: DataView, at: number, little: boolean) => number]>> = {
  US: [2, (view, at, little) => view.getUint16(at, little)],
  SS: [2, (view, at, little) => view.getInt16(at, little)],
  UL: [4, (view, at, little) => view.getUint32(at, little)],
  SL: [4, (view, at, little) => view.getInt32(at, little)],
  FL: [4, (view, at, little) => view.getFloat32(at, little)],
  FD: [8, (view, at, little) => view.getFloat64(at, little)],
};

/**
 * Typed access to one level of a data set. Values come back as `null` or empty when the element is missing, empty or of another
 * VR than asked for: a caller never sees a guess. Text is decoded byte by byte (Latin 1); attributes that matter here are ASCII.
 */
export class Header {
  readonly dataSet: DataSet;

  constructor(dataSet: DataSet) {
    this.dataSet = dataSet;
  }

  element(tag: TagText): DicomElement | null {
    return this.dataSet.elements.get(tag) ?? null;
  }

  /** The whole value as text without padding; null when missing or empty. */
  text(tag: TagText): string | null {
    const element = this.element(tag);
    if (!element || element.items || element.encapsulated || element.bytes.length === 0) return null;
    const text = trimmed(latin1(element.bytes));
    return text === '' ? null : text;
  }

  /** Values of a multi-valued text element. */
  texts(tag: TagText): string[] {
    const text = this.text(tag);
    return text === null ? [] : text.split('\\').map(trimmed);
  }

  /** First number of a binary (US, UL, SS, SL, FL, FD) or text (IS, DS) number element. */
  number(tag: TagText): number | null {
    return this.numbers(tag)[0] ?? null;
  }

  numbers(tag: TagText): number[] {
    const element = this.element(tag);
    if (!element) return [];
    const vr = element.vr === 'UN' ? lookUp(parseTag(tag))?.vr : element.vr;
    if (vr === 'IS' || vr === 'DS') return this.texts(tag).map(Number).filter(Number.isFinite);
    const kind = vr === undefined ? undefined : NUMBERS[vr];
    return kind ? binaryNumbers(element, ...kind) : [];
  }

  /** Items of a sequence; empty when there is none. */
  items(tag: TagText): Header[] {
    const element = this.element(tag);
    if (!element) return [];
    const unknown = element.vr === 'UN' && lookUp(parseTag(tag))?.vr === 'SQ' ? readUnknownAsItems(element.bytes) : null;
    return (element.items ?? unknown ?? []).map((item) => new Header(item));
  }

  /** Attribute tags of an AT element. */
  tags(tag: TagText): TagText[] {
    const element = this.element(tag);
    if (!element) return [];
    const words = binaryNumbers(element, 2, (view, at, little) => view.getUint16(at, little));
    const hex4 = (word: number | undefined): string => (word ?? 0).toString(16).padStart(4, '0');
    return Array.from({ length: Math.floor(words.length / 2) }, (_, index) => `${hex4(words[index * 2])},${hex4(words[index * 2 + 1])}`);
  }
}

function binaryNumbers(element: DicomElement, width: number, read: (view: DataView, at: number, little: boolean) => number): number[] {
  const { bytes, littleEndian } = element;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // PS3.5 6.2.2: UN is always little endian, whatever the file is.
  const little = littleEndian || element.vr === 'UN';
  return Array.from({ length: Math.floor(bytes.length / width) }, (_, index) => read(view, index * width, little));
}
