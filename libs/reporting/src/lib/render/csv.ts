import { cellText, factsLine, type TableBlock } from '../content/report-content.ts';
import type { FigureLanguage } from '@echocohort/figures';

/** Spreadsheets run a cell that begins so as a formula. */
const FORMULA = /^[=+@\t\r]|^-(?![\d.])/;

function csvCell(text: string): string {
  const guarded = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** A table as CSV (RFC 4180) with the mark by which Excel knows UTF-8; its facts stand in the last lines. */
export function tableCsv(table: TableBlock, language: FigureLanguage): string {
  const width = table.columns.length;
  const line = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;
  const padded = (cells: readonly string[]): string[] => [...cells, ...Array.from({ length: Math.max(0, width - cells.length) }, () => '')];
  const rows = table.rows.map(({ cells }) => line(padded(cells.map(cellText))));
  const foot = [...table.notes, factsLine(table.facts, language)].map((note) => line(padded([note])));
  return `\uFEFF${line(table.columns.map(({ title }) => title))}${rows.join('')}${line(padded([]))}${foot.join('')}`;
}
