import { lookUp } from '../dictionary.ts';
import { makeTag, tagText, type Tag, type TagText } from '../tag.ts';
import { hasLongLength, isVr, type Vr } from '../vr.ts';
import { ByteCursor, ReadFault } from './byte-cursor.ts';
import type { DataSet, DicomElement, Encapsulated, Fragment } from './data-set.ts';

export const UNDEFINED_LENGTH = 0xffffffff;
export const ITEM = makeTag(0xfffe, 0xe000);
const ITEM_END = makeTag(0xfffe, 0xe00d);
export const SEQUENCE_END = makeTag(0xfffe, 0xe0dd);
export const PIXEL_DATA = makeTag(0x7fe0, 0x0010);

/** Real files nest about six deep; the limit keeps the stack flat for hostile ones. */
export const MAX_DEPTH = 32;
/** Elements of one file, all levels together; keeps memory flat for hostile files. */
export const MAX_ELEMENTS = 200_000;

/** What one reading pass carries along. */
export interface ReadContext {
  readonly explicit: boolean;
  /** Elements read so far, shared by all levels. */
  readonly count: { elements: number };
}

/** What stands before an element's value. */
export interface ElementHead {
  readonly tag: Tag;
  readonly vr: Vr;
  readonly length: number;
}

export function readTag(cursor: ByteCursor): Tag {
  const group = cursor.uint16();
  return makeTag(group, cursor.uint16());
}

export function readHead(cursor: ByteCursor, explicit: boolean): ElementHead {
  const tag = readTag(cursor);
  if (Math.floor(tag / 0x10000) === 0xfffe) return { tag, vr: 'UN', length: cursor.uint32() };
  if (!explicit) return { tag, vr: lookUp(tag)?.vr ?? 'UN', length: cursor.uint32() };
  const letters = cursor.twoLetters();
  if (isVr(letters) && !hasLongLength(letters)) return { tag, vr: letters, length: cursor.uint16() };
  // PS3.5 6.2: a VR of a later edition has the long form; anything but two capitals is no element head.
  if (!/^[A-Z]{2}$/.test(letters)) throw new ReadFault('malformed-element');
  cursor.uint16();
  return { tag, vr: isVr(letters) ? letters : 'UN', length: cursor.uint32() };
}

/** Where reading a level ends before the window does, and what becomes of faults. */
export interface LevelOptions {
  /** An item's delimiter. */
  readonly until?: Tag;
  /** The tag before which reading stops; the cursor stays in front of it. */
  readonly stopAt?: Tag;
  readonly onFault?: (read: readonly DicomElement[]) => boolean;
}

function isNext(cursor: ByteCursor, tag: Tag | undefined): boolean {
  if (tag === undefined || cursor.left < 4) return false;
  const start = cursor.position;
  const found = readTag(cursor) === tag;
  cursor.position = start;
  return found;
}

/** Reads elements until the window's end, or until `until` (an item's delimiter) is met. */
export function readDataSet(cursor: ByteCursor, context: ReadContext, depth: number, options: LevelOptions = {}): DataSet {
  const elements = new Map<TagText, DicomElement>();
  const duplicates: TagText[] = [];
  const all: DicomElement[] = [];
  while (cursor.left > 0 && !isNext(cursor, options.stopAt)) {
    const start = cursor.position;
    try {
      const element = readElement(cursor, context, depth, options.until);
      if (element === null) return { elements, duplicates, all };
      const key = tagText(element.tag);
      all.push(element);
      if (elements.has(key)) duplicates.push(key);
      else elements.set(key, element);
    } catch (fault) {
      if (!(fault instanceof ReadFault) || !options.onFault?.(all)) throw fault;
      cursor.position = start;
      return { elements, duplicates, all };
    }
  }
  if (options.until !== undefined) throw new ReadFault('truncated');
  return { elements, duplicates, all };
}

function readElement(cursor: ByteCursor, context: ReadContext, depth: number, until: Tag | undefined): DicomElement | null {
  const head = readHead(cursor, context.explicit);
  if (until !== undefined && head.tag === until) return null;
  if (Math.floor(head.tag / 0x10000) === 0xfffe) throw new ReadFault('malformed-element');
  if (++context.count.elements > MAX_ELEMENTS) throw new ReadFault('too-many-elements');
  const { littleEndian } = cursor;
  const common = { tag: head.tag, vr: head.vr, littleEndian };
  if (head.length === UNDEFINED_LENGTH) return readUndefinedLength(cursor, head, context, depth);
  const start = cursor.position;
  const bytes = cursor.take(head.length);
  if (head.vr !== 'SQ') return { ...common, bytes };
  const items = tryReadItems(new ByteCursor(cursor.bytes, start, start + head.length, littleEndian), context, depth);
  return items === null ? { ...common, vr: 'UN', bytes } : { ...common, bytes: bytes.subarray(0, 0), items };
}

function readUndefinedLength(cursor: ByteCursor, head: ElementHead, context: ReadContext, depth: number): DicomElement {
  const { littleEndian } = cursor;
  const none = cursor.bytes.subarray(0, 0);
  if (head.tag === PIXEL_DATA || (context.explicit && (head.vr === 'OB' || head.vr === 'OW'))) {
    return { tag: head.tag, vr: 'OB', littleEndian, bytes: none, encapsulated: readEncapsulated(cursor) };
  }
  // PS3.5 6.2.2 note 4: UN of undefined length holds an implicit little endian sequence, whatever surrounds it.
  const implicit = context.explicit && head.vr === 'UN';
  if (!implicit) return { tag: head.tag, vr: 'SQ', littleEndian, bytes: none, items: readItems(cursor, context, depth, true) };
  const inner = new ByteCursor(cursor.bytes, cursor.position, cursor.end, true);
  const items = readItems(inner, { ...context, explicit: false }, depth, true);
  cursor.position = inner.position;
  return { tag: head.tag, vr: 'SQ', littleEndian: true, bytes: none, items };
}

/** A sequence of known length that cannot be read stays opaque: nothing of it is ever kept, and what follows is still sound. */
function tryReadItems(cursor: ByteCursor, context: ReadContext, depth: number): DataSet[] | null {
  try {
    return readItems(cursor, context, depth, false);
  } catch (fault) {
    if (fault instanceof ReadFault && fault.code !== 'too-many-elements') return null;
    throw fault;
  }
}

function readItems(cursor: ByteCursor, context: ReadContext, depth: number, delimited: boolean): DataSet[] {
  if (depth >= MAX_DEPTH) throw new ReadFault('nesting-too-deep');
  const items: DataSet[] = [];
  while (cursor.left > 0) {
    const tag = readTag(cursor);
    const length = cursor.uint32();
    if (tag === SEQUENCE_END && delimited) return items;
    if (tag !== ITEM) throw new ReadFault('malformed-sequence');
    if (++context.count.elements > MAX_ELEMENTS) throw new ReadFault('too-many-elements');
    if (length === UNDEFINED_LENGTH) {
      items.push(readDataSet(cursor, context, depth + 1, { until: ITEM_END }));
      continue;
    }
    if (length > cursor.left) throw new ReadFault('truncated');
    const inner = new ByteCursor(cursor.bytes, cursor.position, cursor.position + length, cursor.littleEndian);
    items.push(readDataSet(inner, context, depth + 1));
    cursor.position += length;
  }
  if (delimited) throw new ReadFault('truncated');
  return items;
}

function readEncapsulated(cursor: ByteCursor): Encapsulated {
  const fragments: Fragment[] = [];
  let offsetTable: Uint8Array | null = null;
  let base = 0;
  while (cursor.left > 0) {
    const at = cursor.position;
    const tag = readTag(cursor);
    const length = cursor.uint32();
    if (tag === SEQUENCE_END) return { offsetTable: offsetTable ?? cursor.bytes.subarray(0, 0), fragments };
    if (tag !== ITEM) throw new ReadFault('malformed-fragments');
    const bytes = cursor.take(length);
    if (offsetTable === null) {
      offsetTable = bytes;
      base = cursor.position;
    } else fragments.push({ offset: at - base, bytes });
    if (fragments.length > MAX_ELEMENTS) throw new ReadFault('too-many-elements');
  }
  throw new ReadFault('truncated');
}

/** Items of bytes that a file labels UN although the dictionary knows a sequence (implicit little endian, PS3.5 6.2.2); null if they are none. */
export function readUnknownAsItems(bytes: Uint8Array): readonly DataSet[] | null {
  return tryReadItems(new ByteCursor(bytes, 0, bytes.length, true), { explicit: false, count: { elements: 0 } }, 0);
}
