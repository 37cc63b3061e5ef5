import { cellText, factsLine, type TableBlock, type TableRow } from '../content/report-content.ts';
import type { FigureLanguage } from '@echocohort/figures';

/** Spreadsheets run a cell that begins so as a formula. */
const FORMULA = /^[=+@\t\r]|^-(?![\d.])/;

function csvCell(text: string): string {
  const guarded = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** Rows whose first cell stands alone: an indented one names the row that it belongs to, for a spreadsheet knows no indent. */
function standingAlone(rows: readonly TableRow[]): string[][] {
  let parent: string | null = null;
  return rows.map(({ cells, kind }) => {
    const [first = '', ...rest] = cells.map(cellText);
    if (kind !== 'indented') parent = kind === 'heading' ? null : first;
    const alone = kind !== 'indented' || parent === null || first.startsWith(parent);
    return [alone ? first : `${parent ?? ''}: ${first}`, ...rest];
  });
}

/** A table as CSV (RFC 4180) with the mark by which Excel knows UTF-8; its facts stand in the last lines. */
export function tableCsv(table: TableBlock, language: FigureLanguage): string {
  const width = table.columns.length;
  const line = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;
  const padded = (cells: readonly string[]): string[] => [...cells, ...Array.from({ length: Math.max(0, width - cells.length) }, () => '')];
  const rows = standingAlone(table.rows).map((cells) => line(padded(cells)));
  const foot = [...table.notes, factsLine(table.facts, language)].map((note) => line(padded([note])));
  return `\uFEFF${line(table.columns.map(({ title }) => title))}${rows.join('')}${line(padded([]))}${foot.join('')}`;
}
