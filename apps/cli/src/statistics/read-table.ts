import { dataTable, type Cell, type DataTable } from '@echocohort/statistics';
import { parseCsv } from '../commands/send/parse-csv.ts';
import { CaseUnreadable } from './adapter.ts';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NAMED: Readonly<Record<string, number>> = { Inf: Infinity, '-Inf': -Infinity, NaN };

/** As R types a column: numbers if every present cell reads as one (an all-missing column too), else text. */
function typed(cells: readonly string[]): Cell[] {
  const present = cells.filter((cell) => cell !== 'NA' && cell !== '');
  const numeric = present.every((cell) => NUMBER.test(cell.trim()) || cell.trim() in NAMED);
  return cells.map((cell) => {
    if (cell === 'NA' || (numeric && cell === '')) return null;
    return numeric ? (NAMED[cell.trim()] ?? Number(cell)) : cell;
  });
}

/** A CSV with a head line as a table; `NA` is missing. */
export function readTable(text: string): DataTable {
  const [head, ...rows] = parseCsv(text);
  if (head === undefined) throw new CaseUnreadable('the data file is empty');
  if (rows.some((row) => row.length !== head.length)) throw new CaseUnreadable('the data file has rows of different lengths');
  return dataTable(head.map((name, at) => [name.trim(), typed(rows.map((row) => row[at] ?? ''))]));
}
