import { lookUp, tagText, type DataSet, type DicomElement, type DicomFile } from '@echocohort/dicom';
import { decodings } from './decode-text.ts';
import { nameOf, type OwnName } from './own-name.ts';
import { foldedDigits } from './fold-text.ts';

/** What a file says of its own patient, in the forms that are searched for. It stays in memory. */
export interface OwnIdentity {
  readonly names: readonly OwnName[];
  /** Patient, accession and study numbers as written: letters and digits, confusable ones folded. */
  readonly numbers: readonly string[];
  /** Days as YYYYMMDD. */
  readonly dates: readonly string[];
}

/** For files that are clean already: nothing identifies. */
export const NO_IDENTITY: OwnIdentity = { names: [], numbers: [], dates: [] };

const LONGEST = 1024;
const SHORTEST_NUMBER = 3;
const TEXT_VRS: ReadonlySet<string> = new Set(['LO', 'SH', 'LT', 'ST', 'UT', 'UC']);
/** Accession number, study id, admission id, filler and placer order numbers. */
const ORDER_NUMBERS: ReadonlySet<string> = new Set(['0008,0050', '0020,0010', '0038,0010', '0040,1001', '0040,2016', '0040,2017']);

interface Collected {
  readonly names: Map<string, OwnName>;
  readonly numbers: Set<string>;
  readonly dates: Set<string>;
}

function takeName(text: string, found: Collected): void {
  for (const value of text.split('\\')) {
    for (const group of value.split('=')) {
      const name = nameOf(group);
      if (name !== null) found.names.set(JSON.stringify(name), name);
    }
  }
}

function takeNumber(text: string, found: Collected): void {
  for (const value of text.split('\\')) {
    const number = foldedDigits(value);
    if (number.length >= SHORTEST_NUMBER && /\d/.test(value)) found.numbers.add(number);
  }
}

function takeElement(tag: string, vr: string, bytes: Uint8Array, found: Collected): void {
  for (const text of decodings(bytes)) {
    if (vr === 'PN') takeName(text, found);
    else if (vr === 'DA' || vr === 'DT') text.split('\\').forEach((day) => /^\d{8}/.test(day.trim()) && found.dates.add(day.trim().slice(0, 8)));
    else if (TEXT_VRS.has(vr) && (tag.startsWith('0010,') || ORDER_NUMBERS.has(tag))) takeNumber(text, found);
  }
}

const vrOf = ({ tag, vr }: DicomElement): string => (vr === 'UN' ? lookUp(tag)?.vr ?? vr : vr);

function collect(dataSet: DataSet, found: Collected): void {
  for (const element of dataSet.all) {
    for (const item of element.items ?? []) collect(item, found);
    if (element.items || element.encapsulated || element.bytes.length === 0 || element.bytes.length > LONGEST) continue;
    takeElement(tagText(element.tag), vrOf(element), element.bytes, found);
  }
}

/** Reads it from the source file, before cleaning: names of persons, numbers of patient and order, and every date, at any level. */
export function ownIdentity(file: DicomFile): OwnIdentity {
  const found: Collected = { names: new Map(), numbers: new Set(), dates: new Set() };
  collect(file.dataSet, found);
  return { names: [...found.names.values()], numbers: [...found.numbers], dates: [...found.dates] };
}
