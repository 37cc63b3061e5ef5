import { ok, refuse, type Result } from '@echocohort/kernel';

/** A table as written to an export: names of columns, then rows of the same length. Null is written `n/a` (BIDS). */
export interface TsvTable {
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly (string | number | boolean | null)[]>;
}

/** Texts are put together by so many characters. */
const PIECE = 1 << 16;

/** Small texts gathered into larger ones. */
export function* gatheredTexts(texts: Iterable<string>): Generator<string> {
  let [waiting, length]: [string[], number] = [[], 0];
  for (const text of texts) {
    waiting.push(text);
    length += text.length;
    if (length < PIECE) continue;
    yield waiting.join('');
    [waiting, length] = [[], 0];
  }
  yield waiting.join('');
}

/** One text of many; the small ones are never all in memory beside it. */
export const joinedText = (texts: Iterable<string>): string => [...gatheredTexts(texts)].join('');

const FORMULA = /^[=+@\-\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * One cell. Tab, line end and backslash are escaped, so a row stays a row; a text that a spreadsheet would run as a
 * formula gets an apostrophe before it (and so does one that begins with an apostrophe, to read it back for certain).
 */
export function tsvCell(value: string | number | boolean | null): string {
  if (value === null) return 'n/a';
  if (typeof value !== 'string') return String(value);
  const escaped = value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  const guarded = value === 'n/a' || value.startsWith("'") || (FORMULA.test(value) && !NUMBER.test(value));
  return guarded ? `'${escaped}` : escaped;
}

/** The text that `tsvCell` wrote, or null. */
export function readCell(cell: string): string | null {
  if (cell === 'n/a') return null;
  const bare = cell.startsWith("'") ? cell.slice(1) : cell;
  return bare.replace(/\\([\\tnr])/g, (_, mark: string) => (mark === 't' ? '\t' : mark === 'n' ? '\n' : mark === 'r' ? '\r' : '\\'));
}

const tsvLine = (cells: readonly (string | number | boolean | null)[]): string => `${cells.map(tsvCell).join('\t')}\n`;

/** The lines of a table with their ends, the head first; each is made when its turn comes. */
export function* tsvLines({ columns, rows }: TsvTable): Generator<string> {
  yield tsvLine(columns);
  for (const row of rows) yield tsvLine(row);
}

export const writeTsv = (table: TsvTable): string => joinedText(tsvLines(table));

/** Rows of a table by column name. Refuses a row that is longer or shorter than the head. */
export function readTsv(text: string, name: string): Result<Readonly<Record<string, string | null>>[]> {
  const [head, ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/).filter((line, index, all) => line !== '' || index < all.length - 1);
  if (head === undefined || head === '') return refuse({ code: 'table-empty', detail: `${name} has no head.` });
  const columns = head.split('\t').map((cell) => readCell(cell) ?? 'n/a');
  const rows: Record<string, string | null>[] = [];
  for (const [index, line] of lines.entries()) {
    const cells = line.split('\t');
    if (cells.length !== columns.length) return refuse({ code: 'table-row-length', detail: `${name}, row ${index + 2}: ${cells.length} cells under ${columns.length} columns.` });
    rows.push(Object.fromEntries(columns.map((column, at) => [column, readCell(cells[at] ?? 'n/a')])));
  }
  return ok(rows);
}
