import { tagText, type DicomFile, type Header, readPixelLayout, type PixelLayout } from '@echocohort/dicom';
import type { ScannerLayout } from '../deidentification.types.ts';
import { TOP_LIST } from '../policy/allow-list.ts';
import type { IdentityMap } from './apply-rule.ts';
import { cleanLevel } from './clean-data-set.ts';
import { ownWordsOf } from './own-words.ts';

const MANUFACTURER = '0008,0070';
const MODEL = '0008,1090';
const SOFTWARE = '0018,1020';
const DEVICE_LIST = TOP_LIST.filter(({ tag }) => tag === MANUFACTURER || tag === MODEL || tag === SOFTWARE);

/** Scanner and picture size as the clean file will state them: only what is written can be compared again without the source. */
export function layoutOf(header: Header, { rows, columns }: Pick<PixelLayout, 'rows' | 'columns'>, identity: Omit<IdentityMap, 'method'>): ScannerLayout {
  const { elements } = cleanLevel(header, DEVICE_LIST, { ...identity, method: '' });
  const text = (wanted: string): string => {
    const found = elements.find(({ tag }) => tagText(tag) === wanted);
    return found && 'value' in found ? String.fromCharCode(...found.value) : '';
  };
  return { manufacturer: text(MANUFACTURER), model: text(MODEL), software: text(SOFTWARE), rows, columns };
}

/** The layout by which a mask template is found for a source file, fit to be shown; null when the file does not describe its picture. */
export function scannerLayout(file: DicomFile): ScannerLayout | null {
  const layout = readPixelLayout(file);
  if (!layout.ok) return null;
  return layoutOf(file.header, layout.value, { subjectCode: '', mapUid: () => null, moveDay: () => null, ownWords: ownWordsOf(file.dataSet) });
}
