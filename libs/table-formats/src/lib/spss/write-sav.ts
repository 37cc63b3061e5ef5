import { ByteSink } from '../bytes/byte-sink.ts';
import { cutUtf8, utf8 } from '../bytes/cut-utf8.ts';
import { distinctLabels } from '../labels/distinct-labels.ts';
import { valueLabelText, type StatisticalTable } from '../statistical-table.ts';
import { bilingual } from '../typed-table.ts';
import { savColumns, savNumber, units, type SavColumn } from './sav-variables.ts';

const SYSTEM_MISSING = -Number.MAX_VALUE;
/** The number just above the system-missing value: "lowest" in a range. */
const LOWEST = -Number.MAX_VALUE * (1 - 2 ** -53);
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Longest labels that SPSS reads: of a variable and of a value, in bytes. */
export const MOST_LABEL = 255;
const MOST_VALUE_LABEL = 120;

const two = (value: number): string => String(value).padStart(2, '0');

/** Format codes: type, width, decimals (A = 1, F = 5, SDATE yyyy/mm/dd = 39). */
function formatCode({ column, width }: SavColumn): number {
  if (column.kind === 'text') return (1 << 16) | (Math.min(width, 255) << 8);
  if (column.kind === 'date') return (39 << 16) | (10 << 8);
  const decimals = column.kind === 'integer' ? 0 : 2;
  return (5 << 16) | ((column.valueLabels.length > 0 ? 8 : 12) << 8) | decimals;
}

function fileHeader(sink: ByteSink, table: StatisticalTable, columns: readonly SavColumn[], createdAt: Date): void {
  const size = columns.reduce((sum, { variables }) => sum + variables.reduce((inner, variable) => inner + units(variable.width), 0), 0);
  const date = `${two(createdAt.getUTCDate())} ${MONTHS[createdAt.getUTCMonth()] ?? ''} ${two(createdAt.getUTCFullYear() % 100)}`;
  const time = [createdAt.getUTCHours(), createdAt.getUTCMinutes(), createdAt.getUTCSeconds()].map(two).join(':');
  sink.text('$FL2').field('@(#) SPSS DATA FILE EchoCohort', 60).i32(2).i32(size).i32(0).i32(0).i32(table.rows).f64(100);
  sink.text(date).text(time).field(bilingual(table.title), 64).fill(3, 0);
}

/** Variable records: the first of a text carries label and missing range, 8-byte continuations follow. */
function variableRecords(sink: ByteSink, entry: SavColumn): void {
  for (const [at, variable] of entry.variables.entries()) {
    const first = at === 0;
    const format = first && entry.variables.length === 1 ? formatCode(entry) : (1 << 16) | (variable.width << 8);
    sink.i32(2).i32(variable.width).i32(first ? 1 : 0).i32(first && entry.missing.length > 0 ? -2 : 0).i32(format).i32(format).field(variable.shortName, 8);
    if (first) {
      const label = cutUtf8(entry.column.label, MOST_LABEL);
      sink.i32(label.length).raw(label).fill((4 - (label.length % 4)) % 4, 0x20);
      if (entry.missing.length > 0) sink.f64(Math.min(...entry.missing)).f64(Math.max(...entry.missing));
    }
    for (let unit = 1; unit < units(variable.width); unit++) sink.i32(2).i32(-1).i32(0).i32(0).i32(0).i32(0).fill(8, 0x20);
  }
}

/** A number of a column with the words that the file has for it. */
export interface SavLabel {
  readonly value: number;
  /** The study's code of a value or of a missing reason. */
  readonly code: string;
  /** All its words, and what stands in the file. */
  readonly whole: string;
  readonly text: string;
}

/** Words of the codes and of the missing reasons of a column, no two of them alike. */
export function savLabels(table: StatisticalTable, { column, missing }: SavColumn): SavLabel[] {
  const labels = [
    ...column.valueLabels.map((label) => ({ value: label.value, code: label.code, whole: valueLabelText(label) })),
    ...missing.map((value, tag) => ({ value, code: table.reasons[tag]?.code ?? '', whole: bilingual(table.reasons[tag]?.label ?? { zh: '', en: '' }) })),
  ];
  const texts = distinctLabels(labels.map(({ code, whole }) => ({ code, text: whole })), MOST_VALUE_LABEL);
  return labels.map((label, at) => ({ ...label, text: texts[at] ?? '' }));
}

function valueLabels(sink: ByteSink, table: StatisticalTable, entry: SavColumn): void {
  const labels = savLabels(table, entry);
  if (labels.length === 0) return;
  sink.i32(3).i32(labels.length);
  for (const { value, text } of labels) {
    const label = utf8(text);
    sink.f64(value).u8(label.length).raw(label).fill((8 - ((1 + label.length) % 8)) % 8, 0x20);
  }
  sink.i32(4).i32(1).i32(entry.index);
}

function extension(sink: ByteSink, subtype: number, size: number, payload: Uint8Array): void {
  sink.i32(7).i32(subtype).i32(size).i32(payload.length / size).raw(payload);
}

const numbers = (...values: number[]): Uint8Array => {
  const sink = new ByteSink(true);
  for (const value of values) sink.i32(value);
  return sink.take();
};

/** 1 nominal, 3 scale; display width; 0 left, 1 right. */
const displayOf = ({ column }: SavColumn, width: number): number[] => {
  if (column.kind === 'text') return [1, Math.max(1, Math.min(width, 40)), 0];
  return [column.valueLabels.length > 0 ? 1 : 3, 10, 1];
};

function extensions(sink: ByteSink, table: StatisticalTable, columns: readonly SavColumn[]): void {
  extension(sink, 3, 4, numbers(1, 0, 0, -1, 1, 1, 2, 65_001));
  extension(sink, 4, 8, new ByteSink(true).f64(SYSTEM_MISSING).f64(Number.MAX_VALUE).f64(LOWEST).take());
  extension(sink, 11, 4, numbers(...columns.flatMap((entry) => entry.variables.flatMap((variable) => displayOf(entry, variable.width)))));
  extension(sink, 13, 1, utf8(columns.map(({ variables, longName }) => `${variables[0]?.shortName ?? ''}=${longName}`).join('\t')));
  const long = columns.filter(({ variables }) => variables.length > 1);
  if (long.length > 0) extension(sink, 14, 1, utf8(long.map(({ variables, width }) => `${variables[0]?.shortName ?? ''}=${String(width).padStart(5, '0')}\0\t`).join('')));
  extension(sink, 16, 8, new ByteSink(true).u64(1).u64(table.rows).take());
  extension(sink, 20, 1, utf8('UTF-8'));
}

function textCell(sink: ByteSink, entry: SavColumn, text: string): void {
  const bytes = cutUtf8(text, entry.width);
  for (const [at, variable] of entry.variables.entries()) {
    const part = entry.variables.length === 1 ? bytes : bytes.subarray(at * 255, Math.min(bytes.length, at * 255 + 255));
    sink.raw(part).fill(units(variable.width) * 8 - part.length, 0x20);
  }
}

/**
 * An SPSS system file (as described in the developer manual of GNU PSPP, appendix "System File Format"): long names,
 * labels in UTF-8, missing reasons as numbers in a user-missing range with their words, very long texts. Not compressed:
 * the container of the export is.
 */
export function writeSav(table: StatisticalTable, createdAt: Date): Uint8Array {
  const sink = new ByteSink(true);
  const columns = savColumns(table);
  fileHeader(sink, table, columns, createdAt);
  for (const entry of columns) variableRecords(sink, entry);
  for (const entry of columns) valueLabels(sink, table, entry);
  extensions(sink, table, columns);
  sink.i32(999).i32(0);
  for (let row = 0; row < table.rows; row++) {
    for (const entry of columns) {
      const cell = entry.column.cells[row] ?? null;
      if (entry.column.kind === 'text') textCell(sink, entry, typeof cell === 'string' ? cell : '');
      else sink.f64(savNumber(entry, cell) ?? SYSTEM_MISSING);
    }
  }
  return sink.take();
}
