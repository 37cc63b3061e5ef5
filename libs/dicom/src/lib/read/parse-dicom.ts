import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import { lookUp } from '../dictionary.ts';
import { makeTag, tagText } from '../tag.ts';
import { TRANSFER_SYNTAX } from '../transfer-syntax.ts';
import { isVr } from '../vr.ts';
import { ByteCursor, ReadFault } from './byte-cursor.ts';
import { EMPTY_DATA_SET, type DataSet } from './data-set.ts';
import { Header } from './header.ts';
import { inflateRaw } from './inflate.ts';
import { PIXEL_DATA, readDataSet } from './read-elements.ts';

/** A file that could be read. Views point into `bytes` (or into its inflated copy). */
export interface DicomFile {
  readonly meta: DataSet;
  readonly dataSet: DataSet;
  /** Typed access to the top level of the data set. */
  readonly header: Header;
  readonly transferSyntax: string;
  readonly littleEndian: boolean;
  readonly hasPreamble: boolean;
  /** Bytes after the last readable element; never kept. */
  readonly trailingBytes: number;
}

/** Unpacks raw deflate with a cap on the output; a platform may hand in its own. It may throw: the reader turns that into a refusal. */
export interface Inflate {
  (bytes: Uint8Array, maxBytes: number): Uint8Array;
}

export interface ParseOptions {
  readonly inflate?: Inflate;
  /** Largest inflated data set in bytes. */
  readonly maxInflatedBytes?: number;
}

const DETAILS: Readonly<Record<string, string>> = {
  'not-dicom': 'The file is not DICOM; export the image from the scanner or the PACS again as DICOM.',
  truncated: 'The file ends before its data do; copy it from the scanner again.',
  'nesting-too-deep': 'The file nests sequences deeper than any scanner does; it is not accepted.',
  'too-many-elements': 'The file holds more elements than any image does; it is not accepted.',
  'malformed-element': 'An element of the file cannot be read; export it from the scanner again.',
  'malformed-sequence': 'A sequence of the file cannot be read; export it from the scanner again.',
  'malformed-fragments': 'The compressed pixel data are damaged; export the file from the scanner again.',
  'deflate-damaged': 'The compressed data set is damaged; export the file from the scanner again.',
  'header-too-large': 'The file holds more before its picture than any image does; it is not accepted.',
  'too-much-after-pixels': 'The file holds more after its picture than any image does; it is not accepted.',
  'inflated-too-large': 'The compressed data set unpacks to more than an image can need; it is not accepted.',
};

/** The refusal of a read fault, with its plain sentence. */
export function readRefusal(code: string): Refusal {
  return { code, detail: DETAILS[code] ?? 'The file cannot be read as DICOM.' };
}

const MAX_INFLATED = 1 << 28;
/** An ultrasound image deflates by far less than this; a bomb by about a thousand. */
const MAX_RATIO = 250;

interface Start {
  readonly offset: number;
  readonly hasPreamble: boolean;
  /** Encoding guessed for a file without meta information. */
  readonly guess: 'explicit' | 'implicit' | null;
}

/** Finds where elements begin: after preamble and prefix, or at once for files that lack them. */
function findStart(bytes: Uint8Array): Start | null {
  const prefixed = bytes.length >= 132 && String.fromCharCode(...bytes.subarray(128, 132)) === 'DICM';
  const offset = prefixed ? 132 : String.fromCharCode(...bytes.subarray(0, 4)) === 'DICM' ? 4 : 0;
  const head = bytes.subarray(offset, offset + 8);
  if (head.length < 8) return null;
  const cursor = new ByteCursor(head, 0, 8, true);
  const [group, element] = [cursor.uint16(), cursor.uint16()];
  const explicit = isVr(cursor.twoLetters());
  if (group === 2 && explicit) return { offset, hasPreamble: prefixed, guess: null };
  const plausible = group === 8 && (explicit || lookUp(makeTag(group, element)) !== null);
  if (!plausible) return null;
  return { offset, hasPreamble: prefixed, guess: explicit ? 'explicit' : 'implicit' };
}

/** Meta information is always explicit little endian; its stated group length is often wrong, so the group number decides. */
function readMeta(bytes: Uint8Array, offset: number): { meta: DataSet; end: number } {
  const probe = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = offset;
  while (end + 8 <= bytes.length && probe.getUint16(end, true) === 2) {
    const cursor = new ByteCursor(bytes, end, bytes.length, true);
    cursor.position += 4;
    const vr = cursor.twoLetters();
    const long = ['OB', 'UN', 'UT', 'UR', 'SQ', 'OW'].includes(vr);
    if (long) cursor.uint16();
    cursor.take(long ? cursor.uint32() : cursor.uint16());
    end = cursor.position;
  }
  return { meta: readDataSet(new ByteCursor(bytes, offset, end, true), { explicit: true, count: { elements: 0 } }, 0), end };
}

export function inflated(bytes: Uint8Array, options: ParseOptions): Uint8Array {
  const cap = Math.min(options.maxInflatedBytes ?? MAX_INFLATED, bytes.length * MAX_RATIO + 65_536);
  if (!options.inflate) return inflateRaw(bytes, cap);
  try {
    const body = options.inflate(bytes, cap);
    if (body.length > cap) throw new ReadFault('inflated-too-large');
    return body;
  } catch (fault) {
    // A platform's inflate throws errors of its own: Node names the cap by this code, all else is damage.
    const code = typeof fault === 'object' && fault !== null && 'code' in fault ? fault.code : null;
    throw new ReadFault(code === 'inflated-too-large' || code === 'ERR_BUFFER_TOO_LARGE' ? 'inflated-too-large' : 'deflate-damaged');
  }
}

/** What stands before the data set, and how the data set is encoded. */
export interface Prologue {
  readonly meta: DataSet;
  /** Where the data set begins. */
  readonly end: number;
  readonly hasPreamble: boolean;
  readonly transferSyntax: string;
}

export function readPrologue(bytes: Uint8Array): Prologue {
  const start = findStart(bytes);
  if (start === null) throw new ReadFault('not-dicom');
  const { meta, end } = start.guess === null ? readMeta(bytes, start.offset) : { meta: EMPTY_DATA_SET, end: start.offset };
  const fallback = start.guess === 'implicit' ? TRANSFER_SYNTAX.implicitLittle : TRANSFER_SYNTAX.explicitLittle;
  return { meta, end, hasPreamble: start.hasPreamble, transferSyntax: new Header(meta).text('0002,0010') ?? fallback };
}

function read(bytes: Uint8Array, options: ParseOptions): DicomFile {
  const { meta, end, hasPreamble, transferSyntax } = readPrologue(bytes);
  const deflated = transferSyntax === TRANSFER_SYNTAX.deflated;
  const body = deflated ? inflated(bytes.subarray(end), options) : bytes;
  const littleEndian = transferSyntax !== TRANSFER_SYNTAX.explicitBig;
  const cursor = new ByteCursor(body, deflated ? 0 : end, body.length, littleEndian);
  const explicit = transferSyntax !== TRANSFER_SYNTAX.implicitLittle;
  // What cannot be read after the pixel data is padding or rubbish: it is counted and never kept.
  const dataSet = readDataSet(cursor, { explicit, count: { elements: 0 } }, 0, { onFault: (seen) => seen.some(({ tag }) => tag === PIXEL_DATA) });
  if (dataSet.all.length === 0) throw new ReadFault('truncated');
  return { meta, dataSet, header: new Header(dataSet), transferSyntax, littleEndian, hasPreamble, trailingBytes: cursor.left };
}

/** Reads a DICOM file of any of the standard's encodings. Pure, bounded in depth, memory and time; never throws for bad input. */
export function parseDicom(bytes: Uint8Array, options: ParseOptions = {}): Result<DicomFile> {
  try {
    return ok(read(bytes, options));
  } catch (fault) {
    if (fault instanceof ReadFault) return refuse(readRefusal(fault.code));
    throw fault;
  }
}

/** Paths of duplicate tags at any level, for a de-identifier that refuses ambiguity. */
export function duplicatePaths(dataSet: DataSet, prefix = ''): string[] {
  const nested = dataSet.all.flatMap((element) => (element.items ?? []).flatMap((item, index) => duplicatePaths(item, `${prefix}${tagText(element.tag)}[${index}]/`)));
  return [...dataSet.duplicates.map((tag) => prefix + tag), ...nested];
}
