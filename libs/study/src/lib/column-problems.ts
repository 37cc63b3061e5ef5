import { problem } from './definition-problem.ts';
import type { DefinitionProblem } from './definition-problem.ts';
import type { StudyDefinition } from './study-definition.schema.ts';

/** Columns that the platform itself writes into participants.tsv and lesions.tsv. */
const PLATFORM_COLUMNS = new Set(['subject', 'participant_id', 'centre', 'centre_role', 'lesion', 'set', 'scan_date', 'device', 'protocol', 'histology', 'malignant', 'pathology_method', 'specimen_date']);
const BESIDE = /_(label|missing)$/;

/** An item is a column of an export, with `<item>_label` and `<item>_missing` beside it: no other item may bear these names. */
export function columnProblems({ forms }: StudyDefinition): DefinitionProblem[] {
  const codes = new Set(forms.flatMap(({ items }) => items.map(({ code }) => code)));
  return forms.flatMap(({ items }, f) => items.flatMap(({ code }, i) => {
    const path = ['forms', f, 'items', i, 'code'];
    if (PLATFORM_COLUMNS.has(code)) return [problem('column-taken', path, `${code} is a column that the platform writes itself. Give the item another code.`)];
    const of = code.replace(BESIDE, '');
    const taken = of !== code && (codes.has(of) || PLATFORM_COLUMNS.has(of));
    return taken ? [problem('column-taken', path, `an export has the column ${code} already, beside ${of}. Give the item another code.`)] : [];
  }));
}
