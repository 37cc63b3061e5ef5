import { ok, type Result } from '@echocohort/kernel';
import { selectRows, type Cell, type DataTable } from '@echocohort/statistics';
import { CaseUnreadable, type CaseContext, type Fields } from './adapter.ts';
import { evaluate } from './evaluate.ts';
import { orderedLevels } from './level-order.ts';
import { isFields, listFrom, numberFrom, textField } from './input.ts';

/** "mean of m1..m5": the mean over like-named columns. */
function meanOf(text: string, table: DataTable): Cell[] | null {
  const wanted = /^mean of ([A-Za-z_.]+)(\d+)\.\.\1(\d+)$/.exec(text.trim());
  if (!wanted) return null;
  const names = Array.from({ length: Number(wanted[3]) - Number(wanted[2]) + 1 }, (_, index) => `${wanted[1] ?? ''}${Number(wanted[2]) + index}`);
  const columns = names.map((name) => numbersOf(table, name));
  return Array.from({ length: table.length }, (_, row) => {
    const values = columns.map((column) => column[row] ?? null);
    return values.some((value) => value === null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length;
  });
}

/** A column of the table by its name, or one derived from its columns by an expression. */
export function columnOf(table: DataTable, text: string): readonly Cell[] {
  return table.columns.get(text) ?? meanOf(text, table) ?? evaluate(text, table);
}

/** A column of numbers. */
export const numbersOf = (table: DataTable, text: string): (number | null)[] =>
  columnOf(table, text).map((cell) => {
    if (typeof cell === 'string') throw new CaseUnreadable(`the column ${text} holds text where numbers are needed`);
    return cell;
  });

/** A column as text; numbers as they are written. */
export const textsOf = (table: DataTable, text: string): (string | null)[] => columnOf(table, text).map((cell) => (cell === null ? null : String(cell)));

/** The rows for which an expression holds; a row where it is missing does not count, as in R's subset. */
export function filtered(table: DataTable, expression: unknown): DataTable {
  if (expression === undefined || expression === null || expression === '') return table;
  if (typeof expression !== 'string') throw new CaseUnreadable('the filter must be a text');
  const holds = evaluate(expression, table);
  return selectRows(table, (row) => holds[row] === 1);
}

/** The table that an input names (`csv` and `filter`) or holds (`rows`). */
export function tableOf(input: Fields, context: CaseContext): DataTable {
  if (typeof input.csv === 'string') return filtered(context.table(input.csv), input.filter);
  const rows = listFrom(input.rows).filter(isFields);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (names.length === 0) throw new CaseUnreadable('the input names no data');
  const cell = (value: unknown): Cell => (typeof value === 'string' && !['NaN', 'Infinity', '-Infinity'].includes(value) ? value : numberFrom(value));
  return filtered({ length: rows.length, columns: new Map(names.map((name) => [name, rows.map((row) => cell(row[name]))])) }, input.filter);
}

/** Outcomes and scores as the ROC methods take them; a row without outcome has no score either, so that it counts as dropped. */
export interface Sample {
  readonly outcomes: boolean[];
  readonly scores: (number | null)[];
  readonly direction: 'higher' | 'lower';
}

/** What stands for the outcome: 1 unless `positive` says otherwise. */
function outcomesOf(values: readonly Cell[], positive: unknown): (boolean | null)[] {
  const wanted = positive === undefined || positive === null ? '1' : typeof positive === 'string' || typeof positive === 'number' ? String(positive) : '1';
  return values.map((value) => (value === null ? null : String(value) === wanted));
}

/** The direction as the case files write it: '<' controls below cases, '>' above. */
export const directionOf = (value: unknown): 'higher' | 'lower' => (value === '>' ? 'lower' : 'higher');

/** A sample with one or more scores, from lists in the input or from a data file. */
export function scoresOf(input: Fields, context: CaseContext, names: readonly string[]): { outcomes: boolean[]; scores: (number | null)[][] } {
  const fromFile = input.csv !== undefined || input.rows !== undefined;
  const table = fromFile ? tableOf(input, context) : null;
  const outcomes = outcomesOf(table ? columnOf(table, textField(input, 'outcome')) : listFrom(input.labels).map(numberFrom), fromFile ? input.positive : undefined);
  const scores = names.map((name) => {
    const values = table ? numbersOf(table, textField(input, name)) : listFrom(input[name]).map(numberFrom);
    if (values.length !== outcomes.length) throw new CaseUnreadable('outcomes and scores differ in number');
    return values.map((value, row) => (outcomes[row] === null || Number.isNaN(value) ? null : value));
  });
  return { outcomes: outcomes.map((value) => value === true), scores };
}

/** A sample with one score. */
export function sampleOf(input: Fields, context: CaseContext, score = 'score'): Sample {
  const name = input.csv === undefined && input.rows === undefined && score === 'score' ? 'scores' : score;
  const { outcomes, scores } = scoresOf(input, context, [name]);
  return { outcomes, scores: scores[0] ?? [], direction: directionOf(input.direction) };
}

/** Values of groups by level, missing values and missing groups left out. */
export function groupsOf(table: DataTable, value: string, group: string): Result<{ levels: string[]; groups: number[][] }> {
  const [values, labels] = [numbersOf(table, value), textsOf(table, group)];
  const levels = orderedLevels(labels);
  return ok({ levels, groups: levels.map((level) => values.filter((entry, row): entry is number => labels[row] === level && entry !== null)).filter((entries) => entries.length > 0) });
}

export { orderedLevels } from './level-order.ts';
