import { scannerLayout, type CleanFile } from '@echocohort/deidentification';
import type { DicomFile } from '@echocohort/dicom';
import type { UsedLayout } from './clean-input.types.ts';

/** Scanner and screen as the clean file states them, with what stayed of the picture. */
export function usedLayout(clean: DicomFile, { mask, template }: Pick<CleanFile, 'mask' | 'template'>): UsedLayout {
  const layout = scannerLayout(clean) ?? { manufacturer: '', model: '', software: '', rows: 0, columns: 0 };
  return { ...layout, kept: mask, template: template === null ? null : `${template.id} version ${template.version}` };
}
