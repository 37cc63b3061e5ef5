import { ok, refuse, type Result } from '@echocohort/kernel';
import { tagText } from '../tag.ts';
import { TRANSFER_SYNTAX } from '../transfer-syntax.ts';
import type { Vr } from '../vr.ts';
import { ByteCursor, ReadFault } from './byte-cursor.ts';
import { memorySource, type ByteSource } from './byte-source.ts';
import type { DataSet, DicomElement } from './data-set.ts';
import { Header } from './header.ts';
import { inflated, readPrologue, readRefusal, type DicomFile, type ParseOptions, type Prologue } from './parse-dicom.ts';
import { ITEM, MAX_ELEMENTS, PIXEL_DATA, readDataSet, readHead, SEQUENCE_END, UNDEFINED_LENGTH, type ReadContext } from './read-elements.ts';

/** A fragment's place: `offset` counts from the first byte after the offset table's item, `at` from the start of the source. */
export interface FragmentPlace {
  readonly offset: number;
  readonly at: number;
  readonly length: number;
}

/** Where the pixels lie in the source. */
export interface StoredPixels {
  /** The file, or the inflated copy of its data set. */
  readonly source: ByteSource;
  readonly vr: Vr;
  readonly littleEndian: boolean;
  readonly native: { readonly at: number; readonly length: number } | null;
  readonly encapsulated: { readonly offsetTable: Uint8Array; readonly fragments: readonly FragmentPlace[] } | null;
}

/** A file whose pixels were found but not read: the pixel element of `file` is empty. */
export interface OpenedDicom {
  readonly file: DicomFile;
  readonly pixels: StoredPixels | null;
}

/** First look at a file; most headers are far shorter. */
const FIRST_LOOK = 1 << 18;
/** More than this before the picture is no image; bounds memory. */
const MOST_BEFORE = 1 << 26;
/** More than this after the picture is not read. */
const MOST_AFTER = 1 << 24;
const MOST_TABLE = 1 << 21;
const NOTHING = new Uint8Array(0);
const SYNTAX_VRS: ReadonlySet<string> = new Set(['OB', 'OW', 'UN']);

/** The data set's bytes: the file after its meta information, or the inflated copy. */
interface Body {
  readonly prologue: Prologue;
  readonly source: ByteSource;
  readonly start: number;
  readonly littleEndian: boolean;
  readonly context: ReadContext;
}

function readFragments(source: ByteSource, start: number, littleEndian: boolean): { offsetTable: Uint8Array; fragments: FragmentPlace[]; end: number } {
  const fragments: FragmentPlace[] = [];
  let offsetTable: Uint8Array | null = null;
  let base = 0;
  for (let at = start; ; ) {
    const head = source.read(at, 8);
    if (head.length < 8) throw new ReadFault('truncated');
    const view = new DataView(head.buffer, head.byteOffset, 8);
    const tag = view.getUint16(0, littleEndian) * 0x10000 + view.getUint16(2, littleEndian);
    const length = view.getUint32(4, littleEndian);
    const value = at + 8;
    if (tag === SEQUENCE_END) return { offsetTable: offsetTable ?? NOTHING, fragments, end: value };
    if (tag !== ITEM) throw new ReadFault('malformed-fragments');
    if (value + length > source.size) throw new ReadFault('truncated');
    if (offsetTable === null) {
      if (length > MOST_TABLE) throw new ReadFault('malformed-fragments');
      offsetTable = source.read(value, length);
      base = value + length;
    } else fragments.push({ offset: at - base, at: value, length });
    if (fragments.length > MAX_ELEMENTS) throw new ReadFault('too-many-elements');
    at = value + length;
  }
}

const emptyPixels = (vr: Vr, littleEndian: boolean): DicomElement => ({ tag: PIXEL_DATA, vr, littleEndian, bytes: NOTHING });

/** One level from its parts before and after the picture. */
function joined(before: DataSet, pixels: DicomElement, after: DataSet): DataSet {
  const all = [...before.all, pixels, ...after.all];
  const elements = new Map(before.elements);
  const duplicates = [...before.duplicates];
  for (const element of [pixels, ...after.all]) {
    const key = tagText(element.tag);
    if (elements.has(key)) duplicates.push(key);
    else elements.set(key, element);
  }
  return { elements, duplicates, all };
}

const fileOf = ({ prologue, littleEndian }: Body, dataSet: DataSet, trailingBytes: number): DicomFile =>
  ({ meta: prologue.meta, dataSet, header: new Header(dataSet), transferSyntax: prologue.transferSyntax, littleEndian, hasPreamble: prologue.hasPreamble, trailingBytes });

/** Elements before the picture; null when the look was too short to reach it. */
function readBefore(look: Uint8Array, body: Body): { before: DataSet; cursor: ByteCursor } | null {
  const whole = look.length >= body.source.size;
  const cursor = new ByteCursor(look, body.start, look.length, body.littleEndian);
  try {
    const before = readDataSet(cursor, { ...body.context, count: { elements: 0 } }, 0, { stopAt: PIXEL_DATA });
    return whole || cursor.left >= 12 ? { before, cursor } : null;
  } catch (fault) {
    if (fault instanceof ReadFault && fault.code === 'truncated' && !whole) return null;
    throw fault;
  }
}

function openBody(body: Body): OpenedDicom {
  let read: ReturnType<typeof readBefore> = null;
  for (let length = FIRST_LOOK; read === null; length *= 8) {
    if (length > MOST_BEFORE * 8) throw new ReadFault('header-too-large');
    read = readBefore(body.source.read(0, Math.min(body.source.size, body.start + length)), body);
  }
  const { before, cursor } = read;
  if (cursor.left === 0) {
    if (before.all.length === 0) throw new ReadFault('truncated');
    return { file: fileOf(body, before, 0), pixels: null };
  }
  const { source, littleEndian, context } = body;
  const head = readHead(cursor, context.explicit);
  const at = cursor.position;
  const fragments = head.length === UNDEFINED_LENGTH ? readFragments(source, at, littleEndian) : null;
  const end = fragments?.end ?? at + head.length;
  if (end > source.size) throw new ReadFault('truncated');
  if (source.size - end > MOST_AFTER) throw new ReadFault('too-much-after-pixels');
  const rest = new ByteCursor(source.read(end, source.size - end), 0, source.size - end, littleEndian);
  // What cannot be read after the pixel data is padding or rubbish: it is counted and never kept.
  const after = readDataSet(rest, { ...context, count: { elements: before.all.length } }, 0, { onFault: () => true });
  const vr = fragments ? 'OB' : head.vr;
  const file = fileOf(body, joined(before, emptyPixels(vr, littleEndian), after), rest.left);
  const readable = fragments !== null || SYNTAX_VRS.has(vr);
  return { file, pixels: readable ? { source, vr, littleEndian, native: fragments ? null : { at, length: head.length }, encapsulated: fragments } : null };
}

function open(source: ByteSource, options: ParseOptions): OpenedDicom {
  const prologue = readPrologue(source.read(0, Math.min(source.size, FIRST_LOOK)));
  const deflated = prologue.transferSyntax === TRANSFER_SYNTAX.deflated;
  const body = deflated ? memorySource(inflated(source.read(prologue.end, source.size - prologue.end), options)) : source;
  const context = { explicit: prologue.transferSyntax !== TRANSFER_SYNTAX.implicitLittle, count: { elements: 0 } };
  return openBody({ prologue, source: body, start: deflated ? 0 : prologue.end, littleEndian: prologue.transferSyntax !== TRANSFER_SYNTAX.explicitBig, context });
}

/**
 * Reads everything but the pixels of a file, and finds where those lie: memory stays flat whatever the length of the clip. Refuses
 * what `parseDicom` refuses; deflated files are unpacked in memory.
 */
export function openDicom(source: ByteSource, options: ParseOptions = {}): Result<OpenedDicom> {
  try {
    return ok(open(source, options));
  } catch (fault) {
    if (fault instanceof ReadFault) return refuse(readRefusal(fault.code));
    throw fault;
  }
}
