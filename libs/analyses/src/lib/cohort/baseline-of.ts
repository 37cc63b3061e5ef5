import type { LocalText } from '@echocohort/kernel';
import type { StudyDefinition } from '@echocohort/study';
import { z } from 'zod';
import type { RecordRow } from '../records.ts';
import { localText } from '../results/estimate.schema.ts';
import { baselineCellText } from './baseline-cell-text.ts';
import { baselineLines, DENOMINATOR_NOTE } from './baseline-lines.ts';
import { formCharacteristics } from './baseline-variables.ts';
import { withoutLateValue } from '../study/late-value.ts';
import { studyVariables } from '../study/variables.ts';

/** A lesion of a cohort with its patient, as far as Table 1 reads them: rows of cells by item. No outcome enters. */
export interface BaselineLesion {
  readonly lesion: string;
  readonly patient: string;
  /** Cells of the lesion's forms; `scan_date` beside them. */
  readonly row: RecordRow;
  /** Cells of the patient's forms. */
  readonly participant: RecordRow;
}

/** A column of the table. */
export interface BaselineGroup {
  readonly code: string;
  readonly label: LocalText;
  readonly lesions: readonly BaselineLesion[];
}

/** Table 1 of a cohort that has no analysis yet: the same lines and numbers, without differences and tests, as texts that need no language. */
export const baselineTable = z.object({
  columns: z.array(z.object({ code: z.string(), label: localText, patients: z.number().int(), lesions: z.number().int() })),
  variables: z.array(z.object({
    code: z.string(),
    label: localText,
    unit: z.enum(['patient', 'lesion']),
    /** Unit of measurement, such as cm. */
    measuredIn: z.string().nullable(),
    /** Without a value, for each column: how many, and their share of the column. */
    missing: z.array(z.object({ count: z.number().int(), share: z.number().nullable() })),
    lines: z.array(z.object({ code: z.string(), kind: z.enum(['mean-sd', 'median-iqr', 'median-range', 'level', 'missing']), label: localText, cells: z.array(z.string()) })),
  })),
  notes: z.array(localText),
});
export type BaselineTable = z.output<typeof baselineTable>;

/**
 * Baseline characteristics (paper Table 1) of groups of lesions as the record has them now: what a cohort shows before it is locked.
 * Patients are counted once in each group, with the first of their lesions; a value outside its window is missing here as in the analyses.
 */
export function baselineOf(definition: StudyDefinition, groups: readonly BaselineGroup[]): BaselineTable {
  const columns = groups.map(({ code, label, lesions }) => {
    const judged = lesions.map((own) => ({ ...own, participant: withoutLateValue(definition, own.row, own.participant).participant }));
    const patients = [...new Map(judged.toReversed().map((own) => [own.patient, own])).values()].reverse();
    return { code, label, lesions: judged, patients };
  });
  const variables = formCharacteristics(definition, studyVariables(definition)).map((own): BaselineTable['variables'][number] => {
    const entries = columns.map(({ lesions, patients }) => (own.unit === 'patient' ? patients.map(({ patient, participant }) => ({ id: patient, value: own.read(participant) })) : lesions.map(({ lesion, row }) => ({ id: lesion, value: own.read(row) }))));
    return {
      code: own.code, label: own.label, unit: own.unit, measuredIn: own.measuredIn,
      missing: entries.map((column) => {
        const count = column.filter(({ value }) => value === null).length;
        return { count, share: column.length === 0 ? null : count / column.length };
      }),
      lines: baselineLines(own.levels, entries).map(({ code, kind, label, cells }) => ({ code, kind, label, cells: cells.map(({ numbers }) => baselineCellText(kind, numbers)) })),
    };
  });
  return { columns: columns.map(({ code, label, patients, lesions }) => ({ code, label, patients: patients.length, lesions: lesions.length })), variables, notes: [DENOMINATOR_NOTE] };
}
