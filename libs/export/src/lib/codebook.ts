import type { ColumnInfo } from './column.ts';
import type { TableColumns } from './tables.ts';

const HEAD = ['table', 'column', 'type', 'form', 'item', 'label_en', 'label_zh', 'unit', 'min', 'max', 'code', 'code_label_en', 'code_label_zh'];

/** One cell of a CSV (RFC 4180), with an apostrophe before what a spreadsheet would run as a formula, and before an apostrophe, so that it can be taken away again. */
export function csvCell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  const guarded = typeof value === 'string' && /^[=+@\-\t\r']/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

function rowsOf(path: string, column: ColumnInfo): (string | number | null | undefined)[][] {
  const own = [path, column.name, column.type, column.form, column.item, column.description.en, column.description.zh, column.unit, column.min, column.max];
  const levels = column.levels ?? [];
  return levels.length === 0 ? [[...own, null, null, null]] : levels.map((level) => [...own, level.code, level.label.en, level.label.zh]);
}

/** Every column with every code: one line a code, so that codes and labels can be joined by program. */
export const codebookCsv = (tables: readonly TableColumns[]): string =>
  [HEAD, ...tables.flatMap((table) => table.columns.flatMap((column) => rowsOf(table.path, column)))].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);

function htmlRow(column: ColumnInfo): string {
  const levels = (column.levels ?? []).map((level) => `<div><code>${escapeHtml(level.code)}</code> ${escapeHtml(level.label.en)} · ${escapeHtml(level.label.zh)}</div>`).join('');
  const range = column.min === null || column.min === undefined ? '' : `${column.min} – ${column.max ?? ''}`;
  const cells = [`<code>${escapeHtml(column.name)}</code>`, `${escapeHtml(column.description.en)}<br>${escapeHtml(column.description.zh)}`, column.type, escapeHtml(column.unit ?? ''), range, levels];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

/** The codebook for people: one page without scripts or references to other sites. */
export function codebookHtml(title: string, tables: readonly TableColumns[]): string {
  const body = tables.map((table) => [
    `<h2>${escapeHtml(table.title.en)} · ${escapeHtml(table.title.zh)} <small>${escapeHtml(table.path)}</small></h2>`,
    '<table><thead><tr><th>Column</th><th>Meaning</th><th>Type</th><th>Unit</th><th>Range</th><th>Codes</th></tr></thead><tbody>',
    ...table.columns.map(htmlRow), '</tbody></table>',
  ].join('\n')).join('\n');
  const style = 'body{font:14px system-ui,"Noto Sans SC",sans-serif;margin:2rem;max-width:75rem}table{border-collapse:collapse;width:100%}td,th{border:1px solid #cbd2d9;padding:.3rem .5rem;text-align:left;vertical-align:top}small{color:#52606d;font-weight:400}';
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${style}</style></head><body>\n<h1>${escapeHtml(title)}</h1>\n${body}\n</body></html>\n`;
}

function jsonType(column: ColumnInfo): Record<string, unknown> {
  const description = `${column.description.en} / ${column.description.zh}`;
  if (column.type === 'number' || column.type === 'integer') {
    return { description, type: [column.type, 'null'], ...(typeof column.min === 'number' && { minimum: column.min }), ...(typeof column.max === 'number' && { maximum: column.max }), ...(column.unit && { 'x-unit': column.unit }) };
  }
  if (column.type === 'code' && column.levels?.length) return { description, enum: [...column.levels.map((level) => level.code), null] };
  if (column.type === 'date') return { description, type: ['string', 'null'], pattern: '^(\\d{4}-\\d{2}-\\d{2}|sealed)$' };
  return { description, type: ['string', 'null'] };
}

/** JSON Schema (2020-12) of one row of every table, for programs. */
export function codebookSchema(title: string, tables: readonly TableColumns[]): string {
  const defs = Object.fromEntries(tables.map((table) => [table.path.replace('.tsv', ''), {
    title: table.title.en, type: 'object', additionalProperties: false, required: table.columns.map((column) => column.name),
    properties: Object.fromEntries(table.columns.map((column) => [column.name, jsonType(column)])),
  }]));
  return `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', title, $defs: defs }, null, 2)}\n`;
}

/** The sidecar of a table in the manner of BIDS. */
export function sidecarJson(table: TableColumns): string {
  const entries = table.columns.map((column) => [column.name, {
    LongName: column.description.en, Description: `${column.description.en} / ${column.description.zh}`,
    ...(column.levels?.length && { Levels: Object.fromEntries(column.levels.map((level) => [level.code, `${level.label.en} / ${level.label.zh}`])) }),
    ...(column.unit && { Units: column.unit }),
  }]);
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}
