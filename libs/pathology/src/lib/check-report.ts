import { isPlainDate, ok, refuse } from '@echocohort/kernel';
import type { LocalText, PlainDate, Refusal, Result } from '@echocohort/kernel';
import { isDefinite, lesionTypeOf } from './lesion-type.ts';
import type { LesionType } from './lesion-type.ts';

/** How a specimen can be had, as the study definition lists it (paper 2.1: biopsy or resection). */
export interface PathologyMethod {
  readonly code: string;
  readonly name: LocalText;
}

/** The pick lists that a report is read against. */
export interface PathologyLists {
  readonly types: readonly LesionType[];
  readonly methods: readonly PathologyMethod[];
}

/** What a pathologist enters for one lesion. */
export interface PathologyDraft {
  readonly typeCode: string;
  /** Needed only where the type does not decide it. */
  readonly malignant?: boolean | null;
  readonly method: string;
  /** The shifted date. */
  readonly specimenDate: PlainDate;
  /** The type in words where the pick list has none, else a remark. */
  readonly note?: string | null;
}

/** A report that the rules accept. `malignant` is null only while there is no definite diagnosis. */
export interface PathologyReport {
  readonly typeCode: string;
  readonly malignant: boolean | null;
  readonly definite: boolean;
  readonly method: string;
  readonly specimenDate: PlainDate;
  readonly note: string | null;
}

const LONGEST_NOTE = 500;

/** Reads a draft against the pick lists: the report, or the first refusal by the field to mend. */
export function checkReport(draft: PathologyDraft, { types, methods }: PathologyLists): Result<PathologyReport> {
  const type = lesionTypeOf(types, draft.typeCode);
  if (!type) return refuse({ code: 'pathology-unknown-type', field: 'typeCode', detail: 'This type is not in the study’s list. Choose one of the list, or "other" with words.' });
  const refusal = fieldRefusal(draft, type);
  if (refusal) return refuse(refusal);
  if (!methods.some(({ code }) => code === draft.method)) return refuse({ code: 'pathology-unknown-method', field: 'method', detail: `The method is one of: ${methods.map(({ code }) => code).join(', ')}.` });
  const malignant = isDefinite(type) ? (type.malignant ?? draft.malignant ?? null) : null;
  const note = draft.note?.trim() ?? '';
  return ok({ typeCode: type.code, malignant, definite: isDefinite(type), method: draft.method, specimenDate: draft.specimenDate, note: note === '' ? null : note });
}

function fieldRefusal(draft: PathologyDraft, type: LesionType): Refusal | null {
  const note = draft.note?.trim() ?? '';
  if (type.needsText && note === '') return { code: 'pathology-type-needs-words', field: 'note', detail: 'This type needs the diagnosis in words.' };
  if (note.length > LONGEST_NOTE) return { code: 'pathology-note-too-long', field: 'note', detail: `The words are longer than ${LONGEST_NOTE} characters. Shorten them.` };
  if (!isPlainDate(draft.specimenDate)) return { code: 'pathology-specimen-date-invalid', field: 'specimenDate', detail: 'The specimen date is not a day of the calendar (YYYY-MM-DD).' };
  return verdictRefusal(draft, type);
}

function verdictRefusal({ malignant }: PathologyDraft, type: LesionType): Refusal | null {
  if (!isDefinite(type)) {
    const said = malignant !== undefined && malignant !== null;
    return said ? { code: 'pathology-verdict-without-diagnosis', field: 'malignant', detail: 'Without a definite diagnosis there is no verdict. Leave malignant or benign open.' } : null;
  }
  if (type.malignant === null) {
    return typeof malignant === 'boolean' ? null : { code: 'pathology-verdict-needed', field: 'malignant', detail: 'This type does not decide it: say whether the lesion is malignant or benign.' };
  }
  const contradicts = typeof malignant === 'boolean' && malignant !== type.malignant;
  return contradicts ? { code: 'pathology-verdict-contradicts-type', field: 'malignant', detail: `This type is ${type.malignant ? 'malignant' : 'benign'} in the study’s list. Choose the other verdict or another type.` } : null;
}
