import dicomParser, { type DataSet, type Element } from 'dicom-parser';
import { IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION_NAME, memorySource, type ByteSource, type Inflate } from '@echocohort/dicom';
import { isMappedUid, SUBJECT_CODE } from '../keyed-identity.ts';
import { allowedPlaces } from '../policy/policy.ts';
import { TextFinder } from './find-texts.ts';
import { sourceTexts } from './source-texts.ts';

const ALLOWED: ReadonlySet<string> = new Set(allowedPlaces().map(({ path }) => path));
const CODE_ITEM: ReadonlySet<string> = new Set(['0008,0100', '0008,0102', '0008,0104']);
/** Their content comes from the rules' own lists. */
const CLOSED: ReadonlySet<string> = new Set(['0002,0013', '0012,0010', '0012,0020', '0012,0063', '0012,0064', '0008,2218', '0008,0005', '0008,0016']);
const META: ReadonlySet<string> = new Set(['0002,0000', '0002,0001', '0002,0002', '0002,0003', '0002,0010', '0002,0012', '0002,0013']);
const SUBJECT: ReadonlySet<string> = new Set(['0010,0010', '0010,0020', '0012,0040']);
const FREE_VRS: ReadonlySet<string> = new Set(['CS', 'LO', 'SH', 'PN', 'LT', 'ST', 'UT', 'UC', 'AE']);
/**
 * Shorter strings occur in pixels and in numbers by chance: six neighbouring pixels of one shade of grey and the next spell some name of six letters
 * once in a few hundred files. Nothing hides there either: tails, spare bits and everything outside the regions are gone, so a name in the bytes of
 * a kept picture would have to be drawn, pixel by pixel, as shades of grey.
 */
const LEAST_IN_NUMBERS = 7;
/** Runs of one or two bytes are flat parts of a picture, not texts. */
const LEAST_DIFFERENT = 3;
/** Words of a closed list: a name that is a part of one (MARY in PRIMARY) is none, as a word of its own it is. */
const LISTED: ReadonlySet<string> = new Set(['0008,0008', '0008,0060', '0008,1030', '0008,103e', '0010,0040', '0012,0062', '0018,0015', '0018,1030', '0018,6031', '0020,0020', '0020,0060', '0028,0004', '0028,0303', '0028,2110', '0028,2114']);
/** Names of devices hold shorter texts by chance as a part of a word (Phil in Philips). */
const LEAST_INSIDE_WORD = 5;
const MOST_TEXTS = 20_000;
const SHIFTED: ReadonlySet<string> = new Set(['DA', 'DT']);

interface Place {
  readonly path: string;
  readonly element: Element;
}

const textOf = (bytes: Uint8Array, { dataOffset, length }: Element): string => String.fromCharCode(...bytes.subarray(dataOffset, dataOffset + Math.min(length, 128))).replace(/[ \0]+$/, '');

const tagOf = (element: Element): string => `${element.tag.slice(1, 5)},${element.tag.slice(5)}`;

/** All elements of the data set with their paths; items are numbered. */
function walk(dataSet: DataSet, prefix = ''): Place[] {
  return Object.values(dataSet.elements).flatMap((element) => {
    const path = prefix + tagOf(element);
    const nested = (element.items ?? []).flatMap((item, index) => (item.dataSet ? walk(item.dataSet, `${path}[${index}]/`) : []));
    return [{ path, element }, ...nested];
  });
}

const isCodeItem = (path: string): boolean => /^(?:0012,0064|0008,2218)\[\]\/....,....$/.test(path) && CODE_ITEM.has(path.slice(-9));

/** The clean file's header as the second reader sees it, and where its picture lies. */
interface Header {
  readonly dataSet: DataSet;
  readonly head: Uint8Array;
  readonly pixels: Element;
}

const FIRST_LOOK = 1 << 18;
const UNTIL = 'x7fe00010';

/** The second reader on the part before the picture; null when it finds none. */
function readHeader(clean: ByteSource): Header | null {
  for (let length = FIRST_LOOK; ; length *= 8) {
    const head = clean.read(0, Math.min(length, clean.size));
    try {
      const dataSet = dicomParser.parseDicom(head, { untilTag: UNTIL });
      const pixels = dataSet.elements[UNTIL];
      if (pixels) return { dataSet, head, pixels };
    } catch {
      // Cut in the middle of an element: a longer look follows, if there is more.
    }
    if (length >= clean.size) return null;
  }
}

const ITEM = 0xe000;
const SEQUENCE_END = 0xe0dd;

/** Fragments of compressed pixels and where they end; null when they are not well formed. */
function countFragments(clean: ByteSource, start: number): { readonly fragments: number; readonly end: number } | null {
  for (let [at, items] = [start, 0]; ; items++) {
    const head = clean.read(at, 8);
    if (head.length < 8) return null;
    const view = new DataView(head.buffer, head.byteOffset, 8);
    const [group, element, length] = [view.getUint16(0, true), view.getUint16(2, true), view.getUint32(4, true)];
    if (group !== 0xfffe || (element !== ITEM && element !== SEQUENCE_END)) return null;
    at += 8 + length;
    if (element === SEQUENCE_END) return { fragments: items - 1, end: at };
  }
}

function structure({ dataSet, head, pixels }: Header, places: readonly Place[], clean: ByteSource): string[] {
  const findings: string[] = [];
  for (const { path } of places) {
    const place = path.replace(/\[\d+\]/g, '[]');
    if (!ALLOWED.has(place) && !isCodeItem(place) && !META.has(place)) findings.push(`not-allowed ${path}`);
  }
  if (head.subarray(0, 128).some((byte) => byte !== 0)) findings.push('not-empty (preamble)');
  if (dataSet.string('x00020003') !== dataSet.string('x00080018')) findings.push('not-equal 0002,0003');
  if (dataSet.string('x00020013') !== IMPLEMENTATION_VERSION_NAME) findings.push('not-own 0002,0013');
  const frames = Number(dataSet.string('x00280008') ?? '1');
  const compressed = pixels.hadUndefinedLength === true ? countFragments(clean, pixels.dataOffset) : null;
  if (pixels.hadUndefinedLength === true && compressed?.fragments !== frames) findings.push('frame-count 7fe0,0010');
  const end = compressed?.end ?? pixels.dataOffset + pixels.length;
  if (end !== clean.size) findings.push('not-empty (end)');
  return findings;
}

const PIECE = 1 << 22;

/** Whether the picture's bytes hold one of the texts, piece by piece; pieces overlap by the longest text. */
function inPicture(clean: ByteSource, start: number, finder: TextFinder): boolean {
  for (let at = start; at < clean.size; at += PIECE) {
    const piece = clean.read(at, Math.min(PIECE + finder.longest, clean.size - at));
    if (finder.find(piece, 0, piece.length) >= 0) return true;
  }
  return false;
}

const isLetter = (byte: number | undefined): boolean => byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte >= 0x80);

/** Whether a hit in a text counts: from a length on anywhere, shorter ones as words of their own. */
const asWord = (bytes: Uint8Array, start: number, end: number, least: number) => (from: number, length: number): boolean =>
  length >= least || !((from > start && isLetter(bytes[from - 1])) || (from + length < end && isLetter(bytes[from + length])));

/** Whether a free text of the clean file holds one of the source's. */
function inText(bytes: Uint8Array, { path, element }: Place, finders: readonly TextFinder[]): boolean {
  const [start, end] = [element.dataOffset, element.dataOffset + element.length];
  const counts = asWord(bytes, start, end, LISTED.has(path) ? Infinity : LEAST_INSIDE_WORD);
  return finders.some((finder) => finder.find(bytes, start, end, counts) >= 0);
}

function texts(places: readonly Place[], { head: bytes, pixels }: Header, clean: ByteSource, source: ByteSource, inflate: Inflate | undefined): string[] {
  const { strict, other } = sourceTexts(source, inflate);
  // Searching for some only would be a check in name.
  if (strict.length + other.length > MOST_TEXTS) return ['too-many-texts (source)'];
  const shifted = places.filter(({ element }) => SHIFTED.has(element.vr ?? '')).map(({ element }) => bytes.subarray(element.dataOffset, element.dataOffset + Math.min(8, element.length)));
  const isShiftedDay = (text: Uint8Array): boolean => text.length === 8 && shifted.some((day) => day.length === 8 && day.every((byte, index) => byte === text[index]));
  const strictFinder = new TextFinder(strict.filter((text) => !isShiftedDay(text)));
  const otherFinder = new TextFinder(other);
  const numberFinder = new TextFinder([...strict, ...other].filter((text) => text.length >= LEAST_IN_NUMBERS && new Set(text).size >= LEAST_DIFFERENT && !isShiftedDay(text)));
  return places.flatMap(({ path, element }) => {
    const [start, end] = [element.dataOffset, element.dataOffset + element.length];
    if (path === '7fe0,0010') return inPicture(clean, pixels.dataOffset, numberFinder) ? [`source-text ${path}`] : [];
    const top = path.slice(0, 9);
    if (element.items || CLOSED.has(top)) return [];
    const text = textOf(bytes, element);
    if (SUBJECT.has(path)) return SUBJECT_CODE.test(text) ? [] : [`no-subject-code ${path}`];
    if (element.vr === 'UI') return isMappedUid(text) || text.startsWith('1.2.840.10008.') || text === IMPLEMENTATION_CLASS_UID ? [] : [`no-mapped-uid ${path}`];
    const hit = FREE_VRS.has(element.vr ?? '') ? inText(bytes, { path, element }, [strictFinder, otherFinder]) : numberFinder.find(bytes, start, end) >= 0;
    return hit ? [`source-text ${path}`] : [];
  });
}

/** `readBack` for files that need not be in memory. */
export function readBackStream(clean: ByteSource, source: ByteSource, inflate?: Inflate): string[] {
  const header = readHeader(clean);
  if (header === null) return ['unreadable (file)'];
  const places = walk(header.dataSet);
  return [...structure(header, places, clean), ...texts(places, header, clean, source, inflate)];
}

/**
 * Opens the clean file with a second reader (not the writer's code), checks that nothing stands where nothing may, and searches it for
 * every identifying string of the source in all byte forms. Returns findings as `code path`, never a value; any finding means: do not send.
 */
export function readBack(cleanBytes: Uint8Array, sourceBytes: Uint8Array, inflate?: Inflate): string[] {
  return readBackStream(memorySource(cleanBytes), memorySource(sourceBytes), inflate);
}
