import { Header, lookUp, openDicom, tagText, type ByteSource, type DataSet, type DicomElement, type Inflate } from '@echocohort/dicom';
import { approvedDescription } from '../policy/approved-texts.ts';

/** Byte strings of the source that the output must not hold. */
export interface SourceTexts {
  /** Names, numbers, addresses, dates and UIDs: nowhere in the output. */
  readonly strict: readonly Uint8Array[];
  /** Other text that was left out: in no free text of the output. */
  readonly other: readonly Uint8Array[];
}

const LEAST_STRICT = 4;
const LEAST_OTHER = 6;
const KEPT_TEXT: ReadonlySet<string> = new Set(['0008,0070', '0008,1090', '0018,1020', '0018,5010']);
const OTHER_VRS: ReadonlySet<string> = new Set(['AE', 'LO', 'SH', 'LT', 'ST', 'UC', 'UR', 'UT']);
const PATIENT_VRS: ReadonlySet<string> = new Set(['AE', 'LO', 'SH', 'LT', 'ST', 'UC', 'UR', 'UT', 'UN', 'OB']);
const REGISTERED = '1.2.840.10008.';

const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const raw = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf16 = (text: string): Uint8Array => Uint8Array.from([...text].flatMap((letter) => [letter.charCodeAt(0) & 0xff, letter.charCodeAt(0) >> 8]));

/** Other byte forms of a text that is not ASCII, read as each of the likely encodings; the stated one is often wrong. */
function otherForms(bytes: Uint8Array): Uint8Array[] {
  if (bytes.every((byte) => byte < 0x80)) return [];
  return ['utf-8', 'gb18030', 'iso-8859-1'].flatMap((encoding) => {
    const text = new TextDecoder(encoding).decode(bytes);
    return text.includes('\ufffd') ? [] : [new TextEncoder().encode(text), utf16(text)];
  });
}

/** Spellings of a day: as stored, with separators, and day first. */
function daySpellings(text: string): string[] {
  const match = /^(\d{4})(\d{2})(\d{2})/.exec(text);
  if (!match) return [text];
  const [, year = '', month = '', day = ''] = match;
  return [`${year}${month}${day}`, ...['-', '.', '/'].flatMap((mark) => [[year, month, day].join(mark), [day, month, year].join(mark), [month, day, year].join(mark)])];
}

/** A part of a name as it stands, in capitals and in small letters. */
const inAnyCase = (part: string): string[] => (/^[A-Za-z]+$/.test(part) ? [part, part.toUpperCase(), part.toLowerCase()] : [part]);

function strictTexts(tag: string, { vr, tag: number }: DicomElement, text: string): string[] {
  // What a scanner calls unknown is still what the dictionary says of it.
  const meant = lookUp(number)?.vr;
  if (vr === 'PN' || meant === 'PN') return text.split(/[\^=\\ ,]+/).flatMap(inAnyCase);
  if (vr === 'DA' || vr === 'DT' || meant === 'DA' || meant === 'DT') return text.split('\\').flatMap(daySpellings);
  if (vr === 'UI') return text.split('\\').filter((uid) => uid.length >= 8 && !uid.startsWith(REGISTERED));
  if (tag.startsWith('0010,') && PATIENT_VRS.has(vr)) return text.split('\\');
  return tag === '0008,0050' || tag === '0020,0010' ? text.split('\\') : [];
}

interface Collected {
  readonly strict: Set<string>;
  readonly other: Set<string>;
}

function collect(dataSet: DataSet, top: boolean, found: Collected): void {
  for (const element of dataSet.all) {
    for (const item of element.items ?? []) collect(item, false, found);
    const tag = tagText(element.tag);
    if (element.items || element.encapsulated || element.bytes.length === 0 || element.bytes.length > 4096) continue;
    const text = latin1(element.bytes).replace(/[ \0]+$/, '').trim();
    const strict = strictTexts(tag, element, text).map((part) => part.trim()).filter((part) => part.length >= LEAST_STRICT);
    strict.forEach((part) => found.strict.add(part));
    const kept = top && KEPT_TEXT.has(tag);
    if (strict.length === 0 && !kept && OTHER_VRS.has(element.vr)) text.split('\\').filter((part) => part.length >= LEAST_OTHER).forEach((part) => found.other.add(part));
  }
}

/** Texts by which the clean file is searched; kept device texts of the source are no finding for other text that repeats them. */
export function sourceTexts(source: ByteSource, inflate?: Inflate): SourceTexts {
  const opened = openDicom(source, { inflate });
  if (!opened.ok) return { strict: [], other: [] };
  const { file } = opened.value;
  const found: Collected = { strict: new Set(), other: new Set() };
  collect(file.dataSet, true, found);
  collect(file.meta, false, found);
  const header = new Header(file.dataSet);
  const devices = [...KEPT_TEXT].map((tag) => header.text(tag) ?? '').join('\n');
  // An approved description says nothing of a person, whoever else repeats it.
  const other = [...found.other].filter((text) => !devices.includes(text) && !found.strict.has(text) && approvedDescription(text) === null);
  const bytes = (texts: readonly string[]): Uint8Array[] => texts.map(raw).flatMap((text) => [text, ...otherForms(text)]);
  return { strict: bytes([...found.strict]), other: bytes(other) };
}
