import { ByteSink } from '../bytes/byte-sink.ts';
import { cutUtf8, utf8 } from '../bytes/cut-utf8.ts';
import { distinctLabels } from '../labels/distinct-labels.ts';
import { valueLabelText, type StatisticalTable } from '../statistical-table.ts';
import { bilingual } from '../typed-table.ts';
import { doubleBits, dtaColumns, labelMissing, STRL, type DtaColumn } from './dta-columns.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
export const MOST_LABEL_CHARACTERS = 80;
/** Longest words of a value, in bytes. */
const MOST_VALUE_LABEL = 32_000;

const cutCharacters = (text: string, most: number): string => [...text].slice(0, most).join('');

function timestamp(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(at.getUTCDate())} ${MONTHS[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

/** Texts too long for a fixed width, by their place. Row 0 … as 1 …, as the format counts. */
interface LongText {
  readonly variable: number;
  readonly row: number;
  readonly bytes: Uint8Array;
}

function dataSection(sink: ByteSink, table: StatisticalTable, columns: readonly DtaColumn[]): LongText[] {
  const long: LongText[] = [];
  for (let row = 0; row < table.rows; row++) {
    for (const [at, { column, type }] of columns.entries()) {
      const cell = column.cells[row] ?? null;
      if (column.kind !== 'text') {
        const bits = doubleBits(cell, column.kind === 'date');
        sink.u32(Number(bits & 0xffff_ffffn)).u32(Number(bits >> 32n));
      } else if (type !== STRL) sink.field(typeof cell === 'string' ? cell : '', type, 0);
      else if (typeof cell !== 'string' || cell === '') sink.fill(8, 0);
      else {
        // Variable in 2 bytes, observation in 6.
        sink.u16(at + 1).u32(row + 1).u16(0);
        long.push({ variable: at + 1, row: row + 1, bytes: utf8(cell) });
      }
    }
  }
  return long;
}

function valueLabelTable(sink: ByteSink, table: StatisticalTable, { column, labels: name }: DtaColumn): void {
  const words = [
    ...column.valueLabels.map((label) => ({ value: label.value, code: label.code, text: valueLabelText(label) })),
    ...(column.tags.length === 0 ? [] : table.reasons.map(({ code, label }, tag) => ({ value: labelMissing(tag), code, text: bilingual(label) }))),
  ];
  const distinct = distinctLabels(words, MOST_VALUE_LABEL);
  const labels = words.map(({ value }, at) => ({ value, text: distinct[at] ?? '' })).sort((a, b) => a.value - b.value);
  const texts = labels.map(({ text }) => utf8(text));
  const textLength = texts.reduce((sum, text) => sum + text.length + 1, 0);
  sink.text('<lbl>').u32(8 + labels.length * 8 + textLength).field(name, 129, 0).fill(3, 0).u32(labels.length).u32(textLength);
  let offset = 0;
  for (const text of texts) {
    sink.u32(offset);
    offset += text.length + 1;
  }
  for (const { value } of labels) sink.i32(value);
  for (const text of texts) sink.raw(text).u8(0);
  sink.text('</lbl>');
}

function characteristic(sink: ByteSink, variable: string, name: string, text: string): void {
  const contents = utf8(text);
  sink.text('<ch>').u32(258 + contents.length + 1).field(variable, 129, 0).field(name, 129, 0).raw(contents).u8(0).text('</ch>');
}

/** `variable[label]` holds the whole label where 80 characters cut it; `variable[code_1]` the study's own code of a number. */
function characteristics(sink: ByteSink, columns: readonly DtaColumn[]): void {
  for (const { column, name } of columns) {
    if ([...column.label].length > MOST_LABEL_CHARACTERS) characteristic(sink, name, 'label', column.label);
    for (const { value, code } of column.valueLabels) characteristic(sink, name, `code_${String(value).replace('-', 'm')}`, code);
  }
}

/** Each section is written in turn; its place goes into the map at the head. */
class Sections {
  readonly places: number[] = [];
  constructor(private readonly sink: ByteSink) {}

  write(tag: string, body: () => void): void {
    this.places.push(this.sink.length);
    this.sink.text(`<${tag}>`);
    body();
    this.sink.text(`</${tag}>`);
  }
}

function head(sink: ByteSink, table: StatisticalTable, columns: readonly DtaColumn[], createdAt: Date): void {
  const label = cutUtf8(cutCharacters(bilingual(table.title), MOST_LABEL_CHARACTERS), 320);
  const time = utf8(timestamp(createdAt));
  sink.text('<header><release>118</release><byteorder>LSF</byteorder><K>').u16(columns.length).text('</K><N>').u64(table.rows).text('</N><label>');
  sink.u16(label.length).raw(label).text('</label><timestamp>').u8(time.length).raw(time).text('</timestamp></header>');
}

/**
 * A Stata data set of release 118 (Stata manual, "file formats .dta"): UTF-8, value labels, missing reasons as .a, .b, …
 * with their words among the value labels, dates as %td.
 */
export function writeDta(table: StatisticalTable, createdAt: Date): Uint8Array {
  const sink = new ByteSink(true);
  const columns = dtaColumns(table);
  sink.text('<stata_dta>');
  head(sink, table, columns, createdAt);
  const map = sink.length;
  sink.text('<map>').fill(14 * 8, 0).text('</map>');
  const sections = new Sections(sink);
  sections.write('variable_types', () => columns.forEach(({ type }) => sink.u16(type)));
  sections.write('varnames', () => columns.forEach(({ name }) => sink.field(name, 129, 0)));
  sections.write('sortlist', () => sink.fill((columns.length + 1) * 2, 0));
  sections.write('formats', () => columns.forEach(({ format }) => sink.field(format, 57, 0)));
  sections.write('value_label_names', () => columns.forEach(({ labels }) => sink.field(labels, 129, 0)));
  sections.write('variable_labels', () => columns.forEach(({ column }) => sink.field(cutCharacters(column.label, MOST_LABEL_CHARACTERS), 321, 0)));
  sections.write('characteristics', () => characteristics(sink, columns));
  let long: LongText[] = [];
  sections.write('data', () => { long = dataSection(sink, table, columns); });
  sections.write('strls', () => long.forEach(({ variable, row, bytes }) => sink.text('GSO').u32(variable).u64(row).u8(130).u32(bytes.length + 1).raw(bytes).u8(0)));
  sections.write('value_labels', () => columns.filter(({ labels }) => labels !== '').forEach((entry) => valueLabelTable(sink, table, entry)));
  const end = sink.length;
  sink.text('</stata_dta>');
  for (const [at, place] of [0, map, ...sections.places, end, sink.length].entries()) sink.patchU64(map + 5 + at * 8, place);
  return sink.take();
}
