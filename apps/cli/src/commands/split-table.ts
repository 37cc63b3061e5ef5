import type { SplitLesion } from '@echocohort/cohort';
import { ok, refuse, type Result } from '@echocohort/kernel';

const wrong = (detail: string): Result<never> => refuse({ code: 'table-unreadable', detail });

/** Rows of a CSV (RFC 4180): quoted cells, doubled quotes, CR LF or LF, a byte order mark in front. Null: a quote stays open. */
export function readCsv(text: string): string[][] | null {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const input = text.replace(/^\uFEFF/, '');
  for (let at = 0; at < input.length; at++) {
    const mark = input.charAt(at);
    if (quoted) {
      if (mark !== '"') cell += mark;
      else if (input.charAt(at + 1) === '"') cell += input.charAt(++at);
      else quoted = false;
    } else if (mark === '"' && cell === '') quoted = true;
    else if (mark === ',') {
      row.push(cell);
      cell = '';
    } else if (mark === '\n' || mark === '\r') {
      if (mark === '\r' && input.charAt(at + 1) === '\n') at += 1;
      rows.push([...row, cell]);
      [row, cell] = [[], ''];
    } else cell += mark;
  }
  if (quoted) return null;
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows.filter((cells) => cells.some((entry) => entry.trim() !== ''));
}

export const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const MALIGNANT: Readonly<Record<string, boolean>> = { '1': true, true: true, yes: true, malignant: true, '0': false, false: false, no: false, benign: false };

export interface SplitTable {
  readonly lesions: readonly SplitLesion[];
  readonly hasMalignant: boolean;
}

/** The table of `echocohort split`. Complaints name row numbers, never a cell. */
export function readSplitTable(text: string): Result<SplitTable> {
  const rows = readCsv(text);
  if (rows === null) return wrong('The table has a quote that is not closed.');
  const [head, ...body] = rows;
  const columns = (head ?? []).map((name) => name.trim().toLowerCase());
  const at = (name: string): number => columns.indexOf(name);
  const absent = ['lesion', 'patient', 'centre'].filter((name) => at(name) < 0);
  if (absent.length > 0) return wrong(`The table lacks the column ${absent.join(', ')}; its first line must name lesion, patient and centre.`);
  const lesions: SplitLesion[] = [];
  for (const [index, cells] of body.entries()) {
    const cell = (name: string): string => (at(name) < 0 ? '' : (cells[at(name)] ?? '').trim());
    const [lesion, patient, centre, word] = [cell('lesion'), cell('patient'), cell('centre'), cell('malignant').toLowerCase()];
    if (cells.length !== columns.length || lesion === '' || patient === '' || centre === '') return wrong(`Row ${index + 2} of the table has an empty or a missing cell.`);
    const malignant = word === '' ? null : MALIGNANT[word];
    if (malignant === undefined) return wrong(`Row ${index + 2} of the table: malignant must be 1/0, true/false, yes/no, malignant/benign or empty.`);
    lesions.push({ lesion, patient, centre, malignant });
  }
  return lesions.length === 0 ? wrong('The table has no lesion.') : ok({ lesions, hasMalignant: at('malignant') >= 0 });
}
