import type { TextCoding } from './character-set.ts';
import { encodeText } from './character-set.ts';

/** One data element as a test writes it. Independent of the product's own writer, so that tests do not check it with itself. */
export interface WrittenElement {
  /** Eight hexadecimal digits, group then element. */
  readonly tag: string;
  readonly vr: string;
  readonly value: string | number | readonly number[] | Uint8Array | readonly (readonly WrittenElement[])[];
}

const LONG_FORM = new Set(['OB', 'OW', 'OF', 'OD', 'SQ', 'UN', 'UT', 'UC', 'UR']);
const CODED = new Set(['PN', 'LO', 'SH', 'ST', 'LT', 'UT', 'UC']);

/** Explicit VR little endian bytes of elements in ascending order (PS3.5 7.1); sequences with defined lengths. */
export function elementBytes(elements: readonly WrittenElement[], coding: TextCoding): Uint8Array {
  const sorted = [...elements].sort((a, b) => (a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0));
  return joinBytes(sorted.map((element) => oneElement(element, coding)));
}

/** Several byte runs as one. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function oneElement(element: WrittenElement, coding: TextCoding): Uint8Array {
  const value = padded(valueBytes(element, coding), element.vr);
  return joinBytes([elementHead(element.tag, element.vr, value.length), value]);
}

/** Tag, VR and length; `0xffffffff` for encapsulated pixel data. */
export function elementHead(tag: string, vr: string, length: number): Uint8Array {
  const long = LONG_FORM.has(vr);
  const head = new Uint8Array(long ? 12 : 8);
  const view = new DataView(head.buffer);
  view.setUint16(0, Number.parseInt(tag.slice(0, 4), 16), true);
  view.setUint16(2, Number.parseInt(tag.slice(4), 16), true);
  head.set([vr.charCodeAt(0), vr.charCodeAt(1)], 4);
  if (long) view.setUint32(8, length, true);
  else view.setUint16(6, length, true);
  return head;
}

function padded(bytes: Uint8Array, vr: string): Uint8Array {
  if (bytes.length % 2 === 0) return bytes;
  const filler = vr === 'UI' || LONG_FORM.has(vr) ? 0 : 0x20;
  return joinBytes([bytes, Uint8Array.of(filler)]);
}

function valueBytes(element: WrittenElement, coding: TextCoding): Uint8Array {
  const { value, vr } = element;
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return encodeText(value, CODED.has(vr) ? coding : 'latin');
  if (typeof value === 'number') return numbers([value], vr);
  return isItems(value) ? joinBytes(value.map((item) => itemBytes(item, coding))) : numbers(value, vr);
}

function isItems(value: readonly number[] | readonly (readonly WrittenElement[])[]): value is readonly (readonly WrittenElement[])[] {
  return value.length === 0 || Array.isArray(value[0]);
}

function itemBytes(elements: readonly WrittenElement[], coding: TextCoding): Uint8Array {
  const content = elementBytes(elements, coding);
  return joinBytes([itemHead('fffee000', content.length), content]);
}

/** Head of an item, a fragment or a delimiter: these carry no VR (PS3.5 7.5). */
export function itemHead(tag: string, length: number): Uint8Array {
  const head = new Uint8Array(8);
  const view = new DataView(head.buffer);
  view.setUint16(0, Number.parseInt(tag.slice(0, 4), 16), true);
  view.setUint16(2, Number.parseInt(tag.slice(4), 16), true);
  view.setUint32(4, length, true);
  return head;
}

const SIZES: Readonly<Record<string, number>> = { US: 2, SS: 2, UL: 4, SL: 4, FL: 4, FD: 8 };

function numbers(values: readonly number[], vr: string): Uint8Array {
  const size = SIZES[vr];
  if (size === undefined) return encodeText(values.join('\\'), 'latin');
  const bytes = new Uint8Array(values.length * size);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => {
    const at = index * size;
    if (vr === 'US' || vr === 'SS') view.setUint16(at, value & 0xffff, true);
    else if (vr === 'UL' || vr === 'SL') view.setUint32(at, value >>> 0, true);
    else if (vr === 'FL') view.setFloat32(at, value, true);
    else view.setFloat64(at, value, true);
  });
  return bytes;
}
