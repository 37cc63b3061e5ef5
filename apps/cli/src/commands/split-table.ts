import type { SplitLesion } from '@echocohort/cohort';
import { ok, refuse, type Result } from '@echocohort/kernel';

const wrong = (detail: string): Result<never> => refuse({ code: 'table-unreadable', detail });

/** Rows of a CSV, each with the line on which it begins. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Why a text is no CSV, and on which line. */
export interface CsvFault {
  readonly line: number;
  readonly fault: 'quote-open' | 'text-after-quote' | 'quote-inside' | 'nul';
}

/**
 * Reads a CSV strictly (RFC 4180): quoted cells, doubled quotes, CR LF, LF or CR, a byte order mark in front. A quote
 * inside a bare cell, text behind a closing quote, or a quote that stays open is a fault: guessing could shift cells.
 */
export function readCsv(text: string): CsvRow[] | CsvFault {
  const input = text.replace(/^\uFEFF/, '');
  const rows: CsvRow[] = [];
  let [cells, cell]: [string[], string] = [[], ''];
  let [quoted, closed] = [false, false];
  let [line, began] = [1, 1];
  for (let at = 0; at < input.length; at++) {
    const mark = input.charAt(at);
    if (mark === '\0') return { line, fault: 'nul' };
    if (quoted) {
      if (mark === '\n' || (mark === '\r' && input.charAt(at + 1) !== '\n')) line += 1;
      if (mark !== '"') cell += mark;
      else if (input.charAt(at + 1) === '"') cell += input.charAt(++at);
      else [quoted, closed] = [false, true];
    } else if (mark === ',') {
      cells.push(cell);
      [cell, closed] = ['', false];
    } else if (mark === '\n' || mark === '\r') {
      if (mark === '\r' && input.charAt(at + 1) === '\n') at += 1;
      rows.push({ line: began, cells: [...cells, cell] });
      line += 1;
      [cells, cell, closed, began] = [[], '', false, line];
    } else if (closed) return { line, fault: 'text-after-quote' };
    else if (mark !== '"') cell += mark;
    else if (cell === '') quoted = true;
    else return { line, fault: 'quote-inside' };
  }
  if (quoted) return { line: began, fault: 'quote-open' };
  if (cell !== '' || cells.length > 0 || closed) rows.push({ line: began, cells: [...cells, cell] });
  return rows.filter((row) => row.cells.some((entry) => entry.trim() !== ''));
}

export const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const MALIGNANT: Readonly<Record<string, boolean>> = { '1': true, true: true, yes: true, malignant: true, '0': false, false: false, no: false, benign: false };

const FAULTS: Readonly<Record<CsvFault['fault'], string>> = {
  'quote-open': 'a quote is opened and not closed', 'text-after-quote': 'text follows a closing quote', 'quote-inside': 'a quote stands inside a cell that is not quoted', nul: 'the file is not text (check that it is saved as CSV, UTF-8)',
};

/** Columns that every table has; others may be named to stratify by. */
const NEEDED = ['lesion', 'patient', 'centre'] as const;

export interface SplitTable {
  readonly lesions: readonly SplitLesion[];
  /** Names of all columns, in small letters. */
  readonly columns: readonly string[];
}

function readHead({ cells }: CsvRow): Result<string[]> {
  const columns = cells.map((name) => name.trim().toLowerCase());
  const absent = NEEDED.filter((name) => !columns.includes(name));
  if (absent.length > 0) return wrong(`The table lacks the column ${absent.join(', ')}; its first line must name lesion, patient and centre, separated by commas.`);
  const twice = columns.find((name, index) => name !== '' && columns.indexOf(name) !== index);
  return twice === undefined ? ok(columns) : wrong(`The table has two columns of one name (column ${columns.lastIndexOf(twice) + 1} repeats an earlier one); name each column once.`);
}

function readLesion({ line, cells }: CsvRow, columns: readonly string[]): Result<SplitLesion> {
  if (cells.length !== columns.length) return wrong(`Line ${line} of the table has ${cells.length} cells under ${columns.length} columns.`);
  const row = Object.fromEntries(columns.map((name, index) => [name, (cells[index] ?? '').trim()]));
  const { lesion = '', patient = '', centre = '' } = row;
  if (lesion === '' || patient === '' || centre === '') return wrong(`Line ${line} of the table has an empty cell under lesion, patient or centre.`);
  const word = (row['malignant'] ?? '').toLowerCase();
  const malignant = word === '' ? null : MALIGNANT[word];
  if (malignant === undefined) return wrong(`Line ${line} of the table: malignant must be 1/0, true/false, yes/no, malignant/benign or empty.`);
  return ok({ lesion, patient, centre, malignant, strata: row });
}

/** The table of `echocohort split`. Complaints name lines, never a cell. */
export function readSplitTable(text: string): Result<SplitTable> {
  const rows = readCsv(text);
  if (!Array.isArray(rows)) return wrong(`The table cannot be read at line ${rows.line}: ${FAULTS[rows.fault]}.`);
  const [first, ...body] = rows;
  if (!first) return wrong('The table is empty; its first line must name lesion, patient and centre.');
  const columns = readHead(first);
  if (!columns.ok) return columns;
  const lesions: SplitLesion[] = [];
  const [lineOf, centreOf] = [new Map<string, number>(), new Map<string, { readonly centre: string; readonly line: number }>()];
  for (const row of body) {
    const read = readLesion(row, columns.value);
    if (!read.ok) return read;
    const { lesion, patient, centre } = read.value;
    const [before, known] = [lineOf.get(lesion), centreOf.get(patient)];
    if (before !== undefined) return wrong(`Line ${row.line} of the table repeats the lesion of line ${before}; list each lesion once.`);
    if (known && known.centre !== centre) return wrong(`Line ${row.line} of the table puts the patient of line ${known.line} into another centre; a patient belongs to one centre, or a split by centre would tear the patient apart.`);
    lineOf.set(lesion, row.line);
    if (!known) centreOf.set(patient, { centre, line: row.line });
    lesions.push(read.value);
  }
  return lesions.length === 0 ? wrong('The table has no lesion.') : ok({ lesions, columns: columns.value });
}
