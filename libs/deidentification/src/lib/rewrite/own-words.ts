import { Header, lookUp, tagText, type DataSet, type DicomElement } from '@echocohort/dicom';
import { MAKER_WORDS } from '../policy/approved-texts.ts';
import type { OwnWords } from './device-text.ts';

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '');

/** Text of the patient group that identifies: numbers, names, addresses, telephones. */
const isPatientText = (tag: string, vr: string): boolean => tag.startsWith('0010,') && ['LO', 'SH', 'LT', 'ST', 'UT', 'UC', 'UN'].includes(vr);
/** Numbers of orders and visits; hospital, department, station and serial number, which name a place. */
const NAMES_PLACE: ReadonlySet<string> = new Set(['0008,0050', '0020,0010', '0038,0010', '0040,1001', '0008,0080', '0008,0081', '0008,1010', '0008,1040', '0018,1000']);
/** Hospital, address, station and department in words: what is no general word names the place. */
const PLACE_NAMES: ReadonlySet<string> = new Set(['0008,0080', '0008,0081', '0008,1010', '0008,1040']);
const GENERAL: ReadonlySet<string> = new Set([
  'hospital', 'clinic', 'klinik', 'klinikum', 'university', 'medical', 'center', 'centre', 'college', 'school', 'institute', 'department', 'ultrasound', 'ultrasonic', 'sonography', 'radiology', 'imaging', 'diagnostic', 'diagnostics',
  'health', 'healthcare', 'abdomen', 'liver', 'general', 'people', 'first', 'second', 'third', 'affiliated', 'scanner', 'system', 'systems', 'model', 'probe', 'version', 'scientific', 'vingmed', 'street',
]);
const placeWords = (text: string): string[] => text.split(/[^A-Za-z]+/).map(plain).filter((word) => word.length >= 5 && !GENERAL.has(word) && !MAKER_WORDS.has(word));

/** Names with more parts are none. */
const MOST_PARTS = 6;

/** Parts of a name of three letters or more, and any two or three of them run together: short names are often written so. */
function nameWords(text: string): string[] {
  return text.split(/[=\\]/).flatMap((group) => {
    const parts = group.split(/[\^ ,.-]+/).map(plain).filter((word) => word !== '').slice(0, MOST_PARTS);
    const pairs = parts.flatMap((first, at) => parts.flatMap((second, other) => (at === other ? [] : [first + second])));
    return [...parts.filter((word) => word.length >= 3), ...pairs.filter((word) => word.length >= 4), ...(parts.length === 3 ? [parts.join('')] : [])];
  });
}

/** The digits of a day in any order, with the year in four or two digits. */
function dayWords(text: string): string[] {
  const [, century = '', year = '', month = '', day = ''] = /^(\d\d)(\d\d)[-.]?(\d\d)[-.]?(\d\d)/.exec(text) ?? [];
  if (day === '') return [];
  return [`${century}${year}`, year].flatMap((written) => [written + month + day, day + month + written, month + day + written]);
}

function wordsOf(tag: string, { vr }: DicomElement, meant: string | undefined, text: string): string[] {
  // What a scanner calls unknown is still what the dictionary says of it.
  if (vr === 'PN' || meant === 'PN') return nameWords(text);
  if (vr === 'DA' || vr === 'DT' || meant === 'DA' || meant === 'DT') return text.split('\\').flatMap(dayWords);
  const place = PLACE_NAMES.has(tag) ? placeWords(text) : [];
  return isPatientText(tag, vr) || NAMES_PLACE.has(tag) ? [...place, ...text.split('\\').map(plain).filter((word) => word.length >= 4)] : [];
}

function collect(dataSet: DataSet, words: Set<string>): void {
  for (const element of dataSet.all) {
    for (const item of element.items ?? []) collect(item, words);
    const tag = tagText(element.tag);
    if (element.items || element.encapsulated || element.bytes.length > 1024) continue;
    const text = new Header({ elements: new Map([[tag, element]]), duplicates: [], all: [element] }).text(tag);
    if (text !== null) for (const word of wordsOf(tag, element, lookUp(element.tag)?.vr, text)) words.add(word);
  }
}

/** Words by which the source names the patient, an order or a place, at any level, in lower-case ASCII, and its days: no kept text may hold one. */
export function ownWordsOf(dataSet: DataSet): OwnWords {
  const words = new Set<string>();
  collect(dataSet, words);
  return words;
}
