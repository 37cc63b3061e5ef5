import type { LocalText, Refusal } from '@echocohort/kernel';
import type { Finding } from './finding.ts';

const SENTENCES: Readonly<Record<string, LocalText>> = {
  'empty-file': { zh: '文件是空的（0 字节）。请重新导出。', en: 'The file is empty (0 bytes). Export it again.' },
  'not-dicom': { zh: '这不是 DICOM 文件。请选择设备导出的 DICOM 文件。', en: 'This is not a DICOM file. Choose the DICOM file that the machine exported.' },
  truncated: { zh: '文件不完整，可能未复制完。请重新复制或导出。', en: 'The file ends too early; perhaps it was not copied to the end. Copy or export it again.' },
  'too-large': { zh: '文件过大，无法接收。', en: 'The file is larger than the study accepts.' },
};

const OTHER: LocalText = { zh: '文件无法读取。请重新导出。', en: 'The file cannot be read. Export it again.' };

/** A reader's refusal as a finding of the slot, so that a file that is no picture at all stands in the same list. */
export function unreadableFinding(refusal: Refusal, slot: string): Finding {
  const known = Object.hasOwn(SENTENCES, refusal.code);
  return { code: refusal.code, severity: 'blocks', slot, evidence: {}, sentence: known ? (SENTENCES[refusal.code] ?? OTHER) : OTHER };
}

/** The reader's refusals that have a sentence of their own. */
export const UNREADABLE_CODES: readonly string[] = Object.keys(SENTENCES);
