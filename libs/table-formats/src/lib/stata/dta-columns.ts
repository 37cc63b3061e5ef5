import { formatNames, STATA_NAMES } from '../format-names.ts';
import { isTagged, type StatisticalCell, type StatisticalColumn, type StatisticalTable } from '../statistical-table.ts';

/** Longest fixed text (str2045); a longer one lies in the table of strLs. */
const MOST_FIXED = 2045;
/** Types of release 118: str1 … str2045 are their widths. */
export const STRL = 32_768;
export const DOUBLE = 65_526;
/** Days from 1960-01-01, day 0 of Stata, to 1970-01-01. */
const STATA_EPOCH = 3653;
/** `.a` in the numbers of a value label; `.b` … `.z` follow. */
const LABEL_MISSING = 2_147_483_622;

export interface DtaColumn {
  readonly column: StatisticalColumn;
  readonly name: string;
  readonly type: number;
  readonly format: string;
  /** Name of its value labels; empty for none. */
  readonly labels: string;
}

/** Every number is a double: Stata labels whole numbers of any type, and some readers lose `.` beside `.a` in whole-number types. */
function typeOf(column: StatisticalColumn): number {
  if (column.kind !== 'text') return DOUBLE;
  return column.width <= MOST_FIXED ? column.width : STRL;
}

function formatOf(column: StatisticalColumn, type: number): string {
  if (column.kind === 'text') return type === STRL ? '%9s' : `%${Math.min(type, 244)}s`;
  if (column.kind === 'date') return '%tdCCYY-NN-DD';
  return column.kind === 'integer' ? '%12.0g' : '%10.0g';
}

/** The columns with names, types and formats of Stata. */
export function dtaColumns(table: StatisticalTable): DtaColumn[] {
  const names = formatNames(table.columns.map(({ name }) => name), STATA_NAMES);
  return table.columns.map((column, at) => {
    const type = typeOf(column);
    const name = names[at] ?? '';
    return { column, name, type, format: formatOf(column, type), labels: column.valueLabels.length > 0 || column.tags.length > 0 ? name : '' };
  });
}

/** What stands for `.a` (tag 0) and so on in a table of value labels. */
export const labelMissing = (tag: number): number => LABEL_MISSING + tag;

/** Largest double that Stata takes; above it lie the missing values. */
const DOUBLE_MOST = 8.988e307;

/** Does Stata hold this number? */
export const doubleHolds = (value: number): boolean => Math.abs(value) <= DOUBLE_MOST;

/** Bits of a double; `.` is 0x7FE0 followed by zeros, `.a` … `.z` count up in the third byte. A number beyond Stata's is `.`; `names.csv` counts these. */
export function doubleBits(cell: StatisticalCell, isDate: boolean): bigint {
  if (typeof cell !== 'number' || !doubleHolds(cell)) return (0x7fe0_0000_0000_0000n) + (BigInt(isTagged(cell) ? cell.tag + 1 : 0) << 40n);
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, isDate ? cell + STATA_EPOCH : cell);
  return view.getBigUint64(0);
}
