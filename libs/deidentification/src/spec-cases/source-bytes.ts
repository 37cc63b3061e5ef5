/** A writer for test input only: it writes what scanners and attackers write, right or wrong, and shares no code with the library's writer. */
export type Encoding = 'explicit-little' | 'implicit-little' | 'explicit-big';

/** An element to write. `value` is bytes, ASCII text, numbers in the VR's width, or the items of a sequence. */
export interface SourceElement {
  readonly tag: string;
  readonly vr: string;
  readonly value: Uint8Array | string | readonly number[] | readonly (readonly SourceElement[])[];
  /** Sequences and items without stated lengths. */
  readonly undefinedLength?: boolean;
  /** A length that is not the value's. */
  readonly statedLength?: number;
  /** No padding to even length. */
  readonly odd?: boolean;
}

const LONG = new Set(['OB', 'OW', 'SQ', 'UN', 'UT', 'UC', 'UR', 'OF', 'OD', 'OL', 'OV']);
const WIDTH: Readonly<Record<string, number>> = { US: 2, SS: 2, AT: 2, OW: 2, UL: 4, SL: 4, FL: 4, FD: 8, OV: 8 };

export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 0xff);

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function numbers(values: readonly number[], vr: string, little: boolean): Uint8Array {
  const width = WIDTH[vr] ?? 1;
  const view = new DataView(new ArrayBuffer(values.length * width));
  values.forEach((value, index) => {
    const at = index * width;
    if (vr === 'FD') view.setFloat64(at, value, little);
    else if (vr === 'FL') view.setFloat32(at, value, little);
    else if (width === 8) view.setBigUint64(at, BigInt(value), little);
    else if (width === 4) view.setInt32(at, value | 0, little);
    else if (width === 2) view.setInt16(at, value | 0, little);
    else view.setUint8(at, value & 0xff);
  });
  return new Uint8Array(view.buffer);
}

const word = (value: number, little: boolean): Uint8Array => Uint8Array.from(little ? [value & 0xff, value >> 8] : [value >> 8, value & 0xff]);
const long = (value: number, little: boolean): Uint8Array => (little ? concat(word(value & 0xffff, true), word(value >>> 16, true)) : concat(word(value >>> 16, false), word(value & 0xffff, false)));

export function tagBytes(tag: string, little: boolean): Uint8Array {
  return concat(word(Number.parseInt(tag.slice(0, 4), 16), little), word(Number.parseInt(tag.slice(5), 16), little));
}

const UNDEFINED = 0xffffffff;

const isItems = (value: SourceElement['value']): value is readonly (readonly SourceElement[])[] => Array.isArray(value) && (value.length === 0 || Array.isArray(value[0]));
const isNumbers = (value: SourceElement['value']): value is readonly number[] => Array.isArray(value) && typeof value[0] === 'number';

function body(element: SourceElement, encoding: Encoding): Uint8Array {
  const little = encoding !== 'explicit-big';
  const { value, vr, undefinedLength } = element;
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return ascii(value);
  if (vr !== 'SQ' && isNumbers(value)) return numbers(value, vr, little);
  if (!isItems(value)) return new Uint8Array(0);
  const items = value.map((item) => {
    const bytes = writeElements(item, encoding);
    const head = concat(tagBytes('fffe,e000', little), long(undefinedLength ? UNDEFINED : bytes.length, little));
    return undefinedLength ? concat(head, bytes, tagBytes('fffe,e00d', little), long(0, little)) : concat(head, bytes);
  });
  return undefinedLength ? concat(...items, tagBytes('fffe,e0dd', little), long(0, little)) : concat(...items);
}

/** One element in the encoding. */
export function writeElement(element: SourceElement, encoding: Encoding): Uint8Array {
  const little = encoding !== 'explicit-big';
  const raw = body(element, encoding);
  const pad = raw.length % 2 === 1 && !element.odd ? Uint8Array.of(typeof element.value === 'string' && element.vr !== 'UI' ? 0x20 : 0) : new Uint8Array(0);
  const value = concat(raw, pad);
  const length = element.statedLength ?? (element.undefinedLength ? UNDEFINED : value.length);
  if (encoding === 'implicit-little') return concat(tagBytes(element.tag, true), long(length, true), value);
  const head = LONG.has(element.vr) ? concat(ascii(element.vr), Uint8Array.of(0, 0), long(length, little)) : concat(ascii(element.vr), word(length, little));
  return concat(tagBytes(element.tag, little), head, value);
}

export function writeElements(elements: readonly SourceElement[], encoding: Encoding): Uint8Array {
  return concat(...elements.map((element) => writeElement(element, encoding)));
}

/** Encapsulated pixel data: an offset table's item, then fragments. */
export function encapsulate(fragments: readonly Uint8Array[], table: Uint8Array = new Uint8Array(0)): Uint8Array {
  const item = (bytes: Uint8Array): Uint8Array => {
    const padded = bytes.length % 2 === 1 ? concat(bytes, Uint8Array.of(0)) : bytes;
    return concat(tagBytes('fffe,e000', true), long(padded.length, true), padded);
  };
  const head = concat(tagBytes('7fe0,0010', true), ascii('OB'), Uint8Array.of(0, 0), long(UNDEFINED, true));
  return concat(head, item(table), ...fragments.map(item), tagBytes('fffe,e0dd', true), long(0, true));
}
