import { formatNames, SPSS_NAMES } from '../format-names.ts';
import { isTagged, type StatisticalCell, type StatisticalColumn, type StatisticalTable } from '../statistical-table.ts';

/** Longest text of SPSS. */
const MOST_TEXT = 32_767;
/** A text beyond 255 bytes lies in segments: each holds 255 bytes, and their count is reckoned by 252. */
const SEGMENT = 255;
const COUNTED = 252;
/** Days from 1582-10-14, second 0 of SPSS, to 1970-01-01. */
const SPSS_EPOCH = 141_428;

/** One variable record of the dictionary: a whole column, or a segment of a very long text. */
export interface SavVariable {
  readonly shortName: string;
  /** 0 for a number, else the bytes of the text. */
  readonly width: number;
}

/** A column as SPSS keeps it. */
export interface SavColumn {
  readonly column: StatisticalColumn;
  readonly longName: string;
  readonly width: number;
  readonly variables: readonly SavVariable[];
  /** Place of its first variable in the dictionary, counted in units of 8 bytes from 1. */
  readonly index: number;
  /** Number that stands for each missing reason, in the order of the study's reasons; ascending order is the reverse. */
  readonly missing: readonly number[];
}

/** Numbers below all values and codes of the column: −9001, −9002, …, or these times a power of ten when one is there. */
function missingNumbers({ cells, kind, valueLabels }: StatisticalColumn, reasons: number): number[] {
  let least = 0;
  for (const { value } of valueLabels) least = Math.min(least, value);
  for (const cell of cells) if (typeof cell === 'number') least = Math.min(least, kind === 'date' ? savDate(cell) : cell);
  let scale = 1;
  while (least <= -9000 * scale) scale *= 10;
  return Array.from({ length: reasons }, (_, tag) => (-9001 - tag) * scale);
}

/** Seconds since the beginning of the Gregorian calendar. */
export const savDate = (day: number): number => (day + SPSS_EPOCH) * 86_400;

const segmentsOf = (width: number): number[] => {
  if (width <= SEGMENT) return [width];
  const count = Math.ceil(width / COUNTED);
  return Array.from({ length: count }, (_, at) => (at < count - 1 ? SEGMENT : width - COUNTED * (count - 1)));
};

export const units = (width: number): number => (width === 0 ? 1 : Math.ceil(width / 8));

/** Columns with their names of 8 signs (V1, V2, …; the long names stand in a record of their own) and their segments. */
export function savColumns(table: StatisticalTable): SavColumn[] {
  const names = formatNames(table.columns.map(({ name }) => name), SPSS_NAMES);
  let index = 1;
  let number = 0;
  return table.columns.map((column, at) => {
    const width = column.kind === 'text' ? Math.min(column.width, MOST_TEXT) : 0;
    number += 1;
    const own = number;
    const variables = (width === 0 ? [0] : segmentsOf(width)).map((size, segment) => ({ shortName: segment === 0 ? `V${own}` : `W${own}_${segment.toString(36).toUpperCase()}`, width: size }));
    const found: SavColumn = { column, longName: names[at] ?? '', width, variables, index, missing: missingNumbers(column, column.tags.length === 0 ? 0 : table.reasons.length) };
    index += variables.reduce((sum, variable) => sum + units(variable.width), 0);
    return found;
  });
}

/** What is written for a number cell; null is system-missing. */
export function savNumber({ column, missing }: SavColumn, cell: StatisticalCell): number | null {
  if (isTagged(cell)) return missing[cell.tag] ?? null;
  if (typeof cell !== 'number') return null;
  return column.kind === 'date' ? savDate(cell) : cell;
}
