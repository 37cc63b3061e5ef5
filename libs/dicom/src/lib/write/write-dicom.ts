import { hasLongLength, isTextVr, type Vr } from '../vr.ts';
import { parseTag, type Tag } from '../tag.ts';

/** An element to write: a value, a sequence, or compressed frames (one fragment each, with offset table). */
export type WriteElement =
  | { readonly tag: Tag; readonly vr: Vr; readonly value: Uint8Array }
  | { readonly tag: Tag; readonly vr: 'SQ'; readonly items: readonly (readonly WriteElement[])[] }
  | { readonly tag: Tag; readonly vr: 'OB'; readonly frames: readonly Uint8Array[] };

/** A whole file to write. Preamble and meta information are always made anew. */
export interface WriteFile {
  readonly transferSyntax: string;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly elements: readonly WriteElement[];
}

/** This software in a file's meta information (PS3.7 D.3.3.2): a 2.25 UID drawn once. */
export const IMPLEMENTATION_CLASS_UID = '2.25.292467391053724716837236113029187104213';
export const IMPLEMENTATION_VERSION_NAME = 'ECHOCOHORT_1';

export const UNDEFINED_LENGTH = 0xffffffff;

/** Bytes of an ASCII text; throws a RangeError on other characters, which the writer's callers never have. */
export function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 126) throw new RangeError('asciiBytes: only ASCII is written');
    bytes[at] = code;
  }
  return bytes;
}

const even = (length: number): number => length + (length % 2);

const frameOffsets = (frames: readonly Uint8Array[]): number[] => {
  let offset = 0;
  return frames.map((frame) => {
    const start = offset;
    offset += 8 + even(frame.length);
    return start;
  });
};

function headLength(element: WriteElement): number {
  return hasLongLength(element.vr) ? 12 : 8;
}

function itemsLength(items: readonly (readonly WriteElement[])[]): number {
  return items.reduce((sum, item) => sum + 8 + elementsLength(item), 0);
}

function bodyLength(element: WriteElement): number {
  if ('items' in element) return itemsLength(element.items);
  if ('frames' in element) return 8 + element.frames.length * 4 + element.frames.reduce((sum, frame) => sum + 8 + even(frame.length), 0) + 8;
  return even(element.value.length);
}

function elementsLength(elements: readonly WriteElement[]): number {
  return elements.reduce((sum, element) => sum + headLength(element) + bodyLength(element), 0);
}

/** Writes explicit little endian into one buffer that was measured before. */
class ElementSink {
  readonly bytes: Uint8Array;
  private readonly view: DataView;
  private position: number;

  constructor(length: number, start: number) {
    this.bytes = new Uint8Array(length);
    this.view = new DataView(this.bytes.buffer);
    this.position = start;
  }

  elements(elements: readonly WriteElement[]): void {
    for (const element of elements) this.element(element);
  }

  private element(element: WriteElement): void {
    this.tag(element.tag);
    this.raw(asciiBytes(element.vr));
    const length = 'frames' in element ? UNDEFINED_LENGTH : bodyLength(element);
    if (hasLongLength(element.vr)) {
      this.position += 2;
      this.uint32(length);
    } else {
      if (length > 0xffff) throw new RangeError('write: a value is too long for its VR');
      this.view.setUint16(this.position, length, true);
      this.position += 2;
    }
    if ('items' in element) for (const item of element.items) this.item(item);
    else if ('frames' in element) this.frames(element.frames);
    else this.padded(element.value, isTextVr(element.vr) && element.vr !== 'UI' ? 0x20 : 0);
  }

  private item(elements: readonly WriteElement[]): void {
    this.itemHead('fffe,e000', elementsLength(elements));
    this.elements(elements);
  }

  private frames(frames: readonly Uint8Array[]): void {
    this.itemHead('fffe,e000', frames.length * 4);
    for (const offset of frameOffsets(frames)) this.uint32(offset);
    for (const frame of frames) {
      this.itemHead('fffe,e000', even(frame.length));
      this.padded(frame, 0);
    }
    this.itemHead('fffe,e0dd', 0);
  }

  private itemHead(tag: string, length: number): void {
    this.tag(parseTag(tag));
    this.uint32(length);
  }

  private tag(tag: Tag): void {
    this.view.setUint16(this.position, Math.floor(tag / 0x10000), true);
    this.view.setUint16(this.position + 2, tag % 0x10000, true);
    this.position += 4;
  }

  private uint32(value: number): void {
    this.view.setUint32(this.position, value, true);
    this.position += 4;
  }

  private padded(value: Uint8Array, pad: number): void {
    this.raw(value);
    if (value.length % 2 === 1) this.view.setUint8(this.position++, pad);
  }

  raw(value: Uint8Array): void {
    this.bytes.set(value, this.position);
    this.position += value.length;
  }
}

function metaElements(file: WriteFile): WriteElement[] {
  return [
    { tag: parseTag('0002,0001'), vr: 'OB', value: Uint8Array.of(0, 1) },
    { tag: parseTag('0002,0002'), vr: 'UI', value: asciiBytes(file.sopClassUid) },
    { tag: parseTag('0002,0003'), vr: 'UI', value: asciiBytes(file.sopInstanceUid) },
    { tag: parseTag('0002,0010'), vr: 'UI', value: asciiBytes(file.transferSyntax) },
    { tag: parseTag('0002,0012'), vr: 'UI', value: asciiBytes(IMPLEMENTATION_CLASS_UID) },
    { tag: parseTag('0002,0013'), vr: 'SH', value: asciiBytes(IMPLEMENTATION_VERSION_NAME) },
  ];
}

/** The file's bytes: 128 zero bytes, `DICM`, own meta information, elements in the given order (the caller sorts by tag), explicit little endian, defined lengths. */
export function writeDicom(file: WriteFile): Uint8Array {
  const meta = metaElements(file);
  const groupLength = new Uint8Array(4);
  new DataView(groupLength.buffer).setUint32(0, elementsLength(meta), true);
  const all: WriteElement[] = [{ tag: parseTag('0002,0000'), vr: 'UL', value: groupLength }, ...meta, ...file.elements];
  const sink = new ElementSink(132 + elementsLength(all), 128);
  sink.raw(asciiBytes('DICM'));
  sink.elements(all);
  return sink.bytes;
}
