import { Header, tagText, type DataSet } from '@echocohort/dicom';
import type { OwnWords } from './device-text.ts';

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '');

/** Text of the patient group that identifies: numbers, names, addresses, telephones. */
const isPatientText = (tag: string, vr: string): boolean => tag.startsWith('0010,') && ['LO', 'SH', 'LT', 'ST', 'UT', 'UC', 'UN'].includes(vr);
const ORDER_NUMBERS: ReadonlySet<string> = new Set(['0008,0050', '0020,0010', '0038,0010', '0040,1001']);

function collect(dataSet: DataSet, words: Set<string>): void {
  for (const element of dataSet.all) {
    for (const item of element.items ?? []) collect(item, words);
    const tag = tagText(element.tag);
    if (element.items || element.encapsulated || element.bytes.length > 1024) continue;
    const text = new Header({ elements: new Map([[tag, element]]), duplicates: [], all: [element] }).text(tag);
    if (text === null) continue;
    if (element.vr === 'PN') text.split(/[\^=\\ ,.-]+/).map(plain).filter((word) => word.length >= 3).forEach((word) => words.add(word));
    else if (isPatientText(tag, element.vr) || ORDER_NUMBERS.has(tag)) text.split('\\').map(plain).filter((word) => word.length >= 4).forEach((word) => words.add(word));
  }
}

/** Words by which the source names the patient or an order, at any level, in lower-case ASCII: no kept text may hold one. */
export function ownWordsOf(dataSet: DataSet): OwnWords {
  const words = new Set<string>();
  collect(dataSet, words);
  return words;
}
