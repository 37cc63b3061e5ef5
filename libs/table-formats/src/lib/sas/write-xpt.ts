import { formatNames, XPT5_NAMES, XPT8_NAMES } from '../format-names.ts';
import { isTagged, type StatisticalColumn, type StatisticalTable } from '../statistical-table.ts';
import { bilingual } from '../typed-table.ts';
import { ByteSink } from '../bytes/byte-sink.ts';
import { cutUtf8, utf8 } from '../bytes/cut-utf8.ts';
import { ibmBeyond, ibmDouble, ibmHolds, ibmMissing } from './ibm-double.ts';

export type XptVersion = 5 | 8;

/** Days from 1960-01-01, day 0 of SAS, to 1970-01-01. */
const SAS_EPOCH = 3653;
/** The number of SAS for a day counted from 1970-01-01. */
export const xptDay = (day: number): number => day + SAS_EPOCH;
/** Longest text: 200 bytes in version 5 (TS-140), 32,767 in version 8. */
const MOST_TEXT = { 5: 200, 8: 32_767 } as const;
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const ZEROS = '0'.repeat(30);

/** A column as it stands in a transport file. */
export interface XptColumn {
  readonly column: StatisticalColumn;
  readonly name: string;
  readonly width: number;
  readonly label: Uint8Array;
  /** Name of the format of its value labels, or the date format; empty for none. */
  readonly format: string;
}

function stamp(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${two(at.getUTCDate())}${MONTHS[at.getUTCMonth()] ?? ''}${two(at.getUTCFullYear() % 100)}`;
  return `${date}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
}

const header = (name: string, numbers = ZEROS): string => `HEADER RECORD*******${name.padEnd(8)}HEADER RECORD!!!!!!!${numbers.padEnd(30)}  `;

/** 1, 2, 3, … as A, B, …, Z, AA, AB, …: names of formats may not end in a digit, and those of columns often do. */
const letters = (number: number): string => (number === 0 ? '' : `${letters(Math.floor((number - 1) / 26))}${String.fromCharCode(65 + ((number - 1) % 26))}`);

/**
 * Names of formats have at most 8 signs in version 5; the table's letter keeps equal names of two tables apart. Names that
 * are cut to the same sign are told apart by letters: two columns under one format would show each other's labels.
 */
function formatNamer(table: string): (column: StatisticalColumn, name: string) => string {
  const taken = new Set<string>();
  const end = `${table.slice(0, 1)}_`.toUpperCase();
  return (column, name) => {
    if (column.kind === 'date') return 'YYMMDD';
    if (column.valueLabels.length === 0) return '';
    for (let number = 0; ; number++) {
      const found = `${name.slice(0, 6 - letters(number).length)}${letters(number)}${end}`.toUpperCase();
      if (taken.has(found)) continue;
      taken.add(found);
      return found;
    }
  };
}

/** The columns with the names, widths and labels that the version allows. */
export function xptColumns(table: StatisticalTable, version: XptVersion): XptColumn[] {
  const names = formatNames(table.columns.map(({ name }) => name), version === 5 ? XPT5_NAMES : XPT8_NAMES);
  const short = formatNames(table.columns.map(({ name }) => name), XPT5_NAMES);
  const formatName = formatNamer(table.name);
  return table.columns.map((column, at) => ({
    column, name: names[at] ?? '', label: cutUtf8(column.label, version === 5 ? 40 : 256),
    width: column.kind === 'text' ? Math.min(column.width, MOST_TEXT[version]) : 8,
    format: formatName(column, short[at] ?? ''),
  }));
}

function namestr(sink: ByteSink, entry: XptColumn, at: number, position: number, version: XptVersion): void {
  const isDate = entry.column.kind === 'date';
  sink.u16(entry.column.kind === 'text' ? 2 : 1).u16(0).u16(entry.width).u16(at + 1);
  sink.field(entry.name, 8).raw(cutUtf8(new TextDecoder().decode(entry.label), 40));
  sink.fill(40 - cutUtf8(new TextDecoder().decode(entry.label), 40).length, 0x20);
  sink.field(entry.format, 8).u16(isDate ? 10 : 0).u16(0).u16(0).u16(0);
  sink.field(isDate ? entry.format : '', 8).u16(isDate ? 10 : 0).u16(0).u32(position);
  if (version === 5) sink.fill(52, 0);
  else sink.field(entry.name, 32).u16(entry.label.length).fill(18, 0);
}

/** Labels beyond 40 bytes stand whole in records of their own (version 8). */
function longLabels(sink: ByteSink, columns: readonly XptColumn[]): void {
  const long = columns.flatMap((entry, at) => (entry.label.length > 40 ? [{ ...entry, at }] : []));
  if (long.length === 0) return;
  sink.text(header('LABELV8', String(long.length)));
  for (const { name, label, at } of long) sink.u16(at + 1).u16(utf8(name).length).u16(label.length).text(name).raw(label);
  sink.align(80, 0x20);
}

function members(sink: ByteSink, table: StatisticalTable, version: XptVersion, time: string): void {
  const [member, descriptor] = version === 5 ? ['MEMBER', 'DSCRPTR'] : ['MEMBV8', 'DSCPTV8'];
  sink.text(header(member, '000000000000000001600000000140')).text(header(descriptor));
  const name = formatNames([table.name], version === 5 ? XPT5_NAMES : { ...XPT8_NAMES, upper: true })[0] ?? 'DATA';
  if (version === 5) sink.field('SAS', 8).field(name, 8).field('SASDATA', 8).field('9.4', 8).field('', 8).field('', 24).field(time, 16);
  else sink.field('SAS', 8).field(name, 32).field('SASDATA', 8).field('9.4', 8).field('', 8).field(time, 16);
  sink.field(time, 16).field('', 16).field(bilingual(table.title), 40).field('', 8);
}

function observations(sink: ByteSink, table: StatisticalTable, columns: readonly XptColumn[]): void {
  for (let row = 0; row < table.rows; row++) {
    for (const { column, width } of columns) {
      const cell = column.cells[row] ?? null;
      if (column.kind === 'text') sink.field(typeof cell === 'string' ? cell : '', width);
      else if (typeof cell === 'number') sink.raw(ibmHolds(cell) ? ibmDouble(column.kind === 'date' ? xptDay(cell) : cell) : ibmBeyond());
      else sink.raw(ibmMissing(isTagged(cell) ? cell.tag : null));
    }
  }
}

/**
 * A SAS transport file with one table (SAS technical notes TS-140, version 5, and its supplement for version 8). Text is
 * UTF-8; what a limit in bytes cuts is cut between characters, and `names.csv` beside it says what was cut.
 */
export function writeXpt(table: StatisticalTable, version: XptVersion, createdAt: Date): Uint8Array {
  const sink = new ByteSink(false);
  const columns = xptColumns(table, version);
  const time = stamp(createdAt);
  sink.text(header(version === 5 ? 'LIBRARY' : 'LIBV8'));
  sink.field('SAS', 8).field('SAS', 8).field('SASLIB', 8).field('9.4', 8).field('', 8).field('', 24).field(time, 16).field(time, 16).fill(64, 0x20);
  members(sink, table, version, time);
  sink.text(header(version === 5 ? 'NAMESTR' : 'NAMSTV8', `000000${String(columns.length).padStart(4, '0')}`.padEnd(30, '0')));
  let position = 0;
  for (const [at, entry] of columns.entries()) {
    namestr(sink, entry, at, position, version);
    position += entry.width;
  }
  sink.align(80, 0x20);
  if (version === 8) longLabels(sink, columns);
  sink.text(header(version === 5 ? 'OBS' : 'OBSV8'));
  observations(sink, table, columns);
  sink.align(80, 0x20);
  return sink.take();
}
