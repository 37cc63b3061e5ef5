import type { LocalText } from '@echocohort/kernel';
import { bilingual, columnLabel, isMissing, type CodeLabel, type Dataset, type TypedCell, type TypedColumn, type TypedTable } from './typed-table.ts';

/** A number with what it stands for. */
export interface ValueLabel {
  readonly value: number;
  readonly code: string;
  readonly label: LocalText;
}

/** No value, for the reason with this letter (0 = a). */
export interface TaggedMissing {
  readonly tag: number;
}

/** A text, a number (days since 1970-01-01 for a date), an empty cell or a tagged missing. */
export type StatisticalCell = string | number | null | TaggedMissing;

/** A column as SAS, SPSS and Stata see it: numbers with value labels and tagged missings, or text. */
export interface StatisticalColumn {
  readonly name: string;
  /** Column of the source table. */
  readonly source: string;
  readonly label: string;
  readonly kind: 'number' | 'integer' | 'date' | 'text';
  readonly valueLabels: readonly ValueLabel[];
  /** Longest text in UTF-8 bytes, at least 1. */
  readonly width: number;
  /** Letters that occur or may occur. */
  readonly tags: readonly number[];
  readonly cells: readonly StatisticalCell[];
}

export interface StatisticalTable {
  readonly name: string;
  readonly title: LocalText;
  readonly rows: number;
  readonly columns: readonly StatisticalColumn[];
  readonly reasons: readonly CodeLabel[];
}

/** More reasons than letters: told by a refusal before anything is written. */
export const MOST_REASONS = 26;

const DAY_MS = 86_400_000;

/** Days since 1970-01-01 of `YYYY-MM-DD` in the Gregorian calendar, which all three programs carry back before 1582. */
export function dayOf(date: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!match) return null;
  const day = new Date(0);
  day.setUTCFullYear(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return day.toISOString().slice(0, 10) === date ? day.getTime() / DAY_MS : null;
}

const encoder = new TextEncoder();

function textColumn(name: string, column: TypedColumn, label: string, cells: readonly (string | null)[]): StatisticalColumn {
  let width = 1;
  for (const cell of cells) if (cell !== null) width = Math.max(width, encoder.encode(cell).length);
  return { name, source: column.name, label, kind: 'text', valueLabels: [], width, tags: [], cells };
}

/** Numbers for codes: the codes themselves when all are whole numbers, else 1, 2, 3, … in their order; a stray code comes last and is its own label. */
export function numberCodes(column: TypedColumn, cells: readonly TypedCell[]): ValueLabel[] {
  const codes: CodeLabel[] = [...(column.codes ?? [])];
  const known = new Set(codes.map(({ code }) => code));
  for (const cell of cells) {
    if (typeof cell !== 'string' || known.has(cell)) continue;
    known.add(cell);
    codes.push({ code: cell, label: { zh: cell, en: cell } });
  }
  const whole = codes.every(({ code }) => /^(0|-?[1-9]\d{0,5})$/.test(code));
  return codes.map(({ code, label }, index) => ({ value: whole ? Number(code) : index + 1, code, label }));
}

interface Context {
  readonly reasonTags: ReadonlyMap<string, number>;
  readonly taken: Set<string>;
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}${number}`;
  taken.add(name);
  return name;
}

const ownNumbers = (labels: readonly ValueLabel[]): boolean => labels.every(({ value, code }) => String(value) === code);

function expand(column: TypedColumn, cells: readonly TypedCell[], context: Context): StatisticalColumn[] {
  const label = columnLabel(column);
  const isText = column.type === 'text' || (column.type === 'code' && !column.codes?.length);
  const found: StatisticalColumn[] = [];
  if (isText) {
    found.push(textColumn(column.name, column, label, cells.map((cell) => (isMissing(cell) || cell === null ? null : String(cell)))));
    if (!column.hasReasons && !cells.some(isMissing)) return found;
    const why = { zh: `${column.label.zh}：缺失原因`, en: `${column.label.en}: why there is no value` };
    found.push(textColumn(freeName(`${column.name}_missing`, context.taken), column, bilingual(why), cells.map((cell) => (isMissing(cell) ? cell.missing : null))));
    return found;
  }
  const valueLabels = column.type === 'code' ? numberCodes(column, cells) : [];
  const valueOf = new Map(valueLabels.map(({ code, value }) => [code, value]));
  const tags = new Set<number>();
  const numbers = cells.map((cell): StatisticalCell => {
    if (cell === null) return null;
    if (isMissing(cell)) {
      const tag = context.reasonTags.get(cell.missing);
      if (tag === undefined) throw new RangeError('a missing reason is not among those of the data set');
      tags.add(tag);
      return { tag };
    }
    if (column.type === 'code') return valueOf.get(String(cell)) ?? null;
    if (column.type === 'date') return dayOf(String(cell));
    return Number(cell);
  });
  const kind = column.type === 'code' ? 'integer' : column.type === 'date' ? 'date' : column.type === 'integer' ? 'integer' : 'number';
  found.push({ name: column.name, source: column.name, label, kind, valueLabels, width: 8, tags: [...tags].sort((a, b) => a - b), cells: numbers });
  if (column.type === 'code' && !ownNumbers(valueLabels)) {
    found.push(textColumn(freeName(`${column.name}_code`, context.taken), column, `${label}, code`, cells.map((cell) => (typeof cell === 'string' ? cell : null))));
  }
  return found;
}

/**
 * The table as the statistics programs take it. A coded column is a number with value labels, so that it is a factor
 * there; `<name>_code` beside it holds the study's own code wherever that is not the number itself.
 */
export function statisticalTable({ missingReasons }: Pick<Dataset, 'missingReasons'>, table: TypedTable): StatisticalTable {
  if (missingReasons.length > MOST_REASONS) throw new RangeError('more missing reasons than letters');
  const context: Context = { reasonTags: new Map(missingReasons.map(({ code }, index) => [code, index])), taken: new Set(table.columns.map(({ name }) => name)) };
  const columns = table.columns.flatMap((column, at) => expand(column, table.rows.map((row) => row[at] ?? null), context));
  return { name: table.name, title: table.title, rows: table.rows.length, columns, reasons: missingReasons };
}

export const isTagged = (cell: StatisticalCell): cell is TaggedMissing => typeof cell === 'object' && cell !== null;

/** What a value label says: both languages. */
export const valueLabelText = ({ label }: Pick<ValueLabel, 'label'>): string => bilingual(label);
