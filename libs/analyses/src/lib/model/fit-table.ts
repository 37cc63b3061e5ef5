import { dataTable, type DataTable, type LevelOrder } from '@echocohort/statistics';
import type { LocalText } from '@echocohort/kernel';
import type { StudyLesion } from '../study/read-study.ts';
import type { StudyVariable } from '../study/variables.ts';

/** Column of the outcome, and of the image model's score. */
export const OUTCOME = 'malignant';
export const SCORE = 'score';
const RESERVED = new Set([OUTCOME, SCORE]);

/** A variable's name in formulas: its code, with what a formula would read as minus replaced. */
export const columnName = (code: string): string => {
  const plain = code.replaceAll('-', '_');
  return RESERVED.has(plain) ? `${plain}_item` : plain;
};

/** Lesions with a known outcome as a table for regression, one column a variable. */
export interface FitTable {
  readonly table: DataTable;
  readonly lesions: readonly StudyLesion[];
  readonly variables: readonly StudyVariable[];
  readonly order: LevelOrder;
  /** A column's variable; undefined for the score. */
  readonly variableOf: (column: string) => StudyVariable | undefined;
  readonly labelOf: (column: string) => LocalText;
}

/** The table of some lesions; `scores` adds the column of an image model. */
export function fitTable(lesions: readonly StudyLesion[], variables: readonly StudyVariable[], scores?: { readonly of: ReadonlyMap<string, number>; readonly label: LocalText }): FitTable {
  const known = lesions.filter(({ malignant }) => malignant !== null);
  const byColumn = new Map(variables.map((variable) => [columnName(variable.code), variable]));
  const columns = variables.map((variable): [string, (number | string | null)[]] => [columnName(variable.code), known.map(({ values }) => values[variable.code] ?? null)]);
  const score: [string, (number | null)[]][] = scores ? [[SCORE, known.map(({ lesion }) => scores.of.get(lesion) ?? null)]] : [];
  return {
    table: dataTable([[OUTCOME, known.map(({ malignant }) => (malignant === true ? 1 : 0))], ...score, ...columns]), lesions: known, variables,
    order: (column, labels) => {
      const levels = byColumn.get(column)?.levels.map(({ code }) => code) ?? [];
      return [...levels.filter((level) => labels.includes(level)), ...labels.filter((label) => !levels.includes(label))];
    },
    variableOf: (column) => byColumn.get(column), labelOf: (column) => byColumn.get(column)?.label ?? scores?.label ?? { zh: column, en: column },
  };
}
