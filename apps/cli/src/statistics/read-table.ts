import { dataTable, type Cell, type DataTable } from '@echocohort/statistics';
import { CaseUnreadable } from './adapter.ts';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NAMED: Readonly<Record<string, number>> = { Inf: Infinity, '-Inf': -Infinity, NaN };

/** A cell as R's numbers are written; undefined when it is text. */
function numberIn(cell: string): number | null | undefined {
  if (cell === 'NA' || cell === '') return null;
  const plain = cell.trim();
  return NUMBER.test(plain) ? Number(plain) : NAMED[plain];
}

/** One quoted cell from `from` (RFC 4180): its text, and where the comma or the end of the line after it stands. */
function quotedCell(text: string, from: number): { cell: string; end: number } {
  let [cell, at] = ['', from + 1];
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { cell: cell + text.slice(at), end: text.length };
    cell += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      let end = quote + 1;
      while (end < text.length && text[end] !== ',' && text[end] !== '\n') end++;
      return { cell: cell + text.slice(quote + 1, end).replace('\r', ''), end };
    }
    cell += '"';
    at = quote + 2;
  }
}

/** Walks the cells of a comma-separated text without holding them: blank lines are passed over, `line` hears of each row's end. */
function walk(text: string, cell: (value: string, column: number) => void, line: (columns: number) => void): void {
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    if (text.slice(at, end).trim() === '') {
      at = end + 1;
      continue;
    }
    for (let column = 0; ; column++) {
      const comma = text.indexOf(',', at);
      const plainEnd = Math.min(comma < 0 ? text.length : comma, lineEnd(text, at));
      const read = text[at] === '"' ? quotedCell(text, at) : { cell: text.slice(at, plainEnd).replace(/\r$/, ''), end: plainEnd };
      cell(read.cell, column);
      at = read.end + 1;
      if (text[read.end] !== ',') {
        line(column + 1);
        break;
      }
    }
  }
}

const lineEnd = (text: string, from: number): number => {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found;
};

/**
 * A CSV with a head line as a table; `NA` is missing. As R types a column: numbers if every present cell reads as one (an all-missing
 * column too), else text; those of `asText` stay text, since 007 and 7 are two ids. The cells of numbers are never held as text, so that a table of ten million rows fits into memory.
 */
export function readTable(text: string, asText: readonly string[] = []): DataTable {
  const head: string[] = [];
  const columns: (number | null)[][] = [];
  const texts = new Set<number>();
  let begun = false;
  walk(text, (value, column) => {
    if (!begun) {
      head.push(value.trim());
      columns.push([]);
      return;
    }
    const number = numberIn(value);
    if (number === undefined) texts.add(column);
    columns[column]?.push(number ?? null);
  }, (count) => {
    if (count !== head.length) throw new CaseUnreadable('the data file has rows of different lengths');
    if (!begun) for (const [at, name] of head.entries()) if (asText.includes(name)) texts.add(at);
    begun = true;
  });
  if (head.length === 0) throw new CaseUnreadable('the data file is empty');
  if (texts.size === 0) return dataTable(head.map((name, at) => [name, columns[at] ?? []]));
  const words = new Map([...texts].map((column): [number, Cell[]] => [column, []]));
  let first = true;
  walk(text, (value, column) => {
    if (!first) words.get(column)?.push(value === 'NA' ? null : value);
  }, () => { first = false; });
  return dataTable(head.map((name, at) => [name, words.get(at) ?? columns[at] ?? []]));
}
