import { PassThrough } from 'node:stream';
import type { stream, Worksheet } from 'exceljs';
import { bilingual, columnLabel, type Dataset, type TypedTable } from '../typed-table.ts';
import { xmlHolds } from '../cdisc/xml.ts';
import { wideColumns, type WideColumn } from '../wide-table.ts';
import { fixZipTimes } from './fixed-zip-times.ts';

type Writer = stream.xlsx.WorkbookWriter;

const HEAD_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE4E9EE' } } as const;
const FIRST_EXCEL_YEAR = 1901;
/** Longest cell of Excel. */
const MOST_CELL = 32_767;

function head(sheet: Worksheet, cells: readonly string[]): void {
  const row = sheet.addRow([...cells]);
  row.font = { bold: true };
  row.eachCell((cell) => { cell.fill = HEAD_FILL; });
  row.commit();
}

const sheetOf = (writer: Writer, name: string, widths: readonly number[], columns: number): Worksheet => {
  const sheet = writer.addWorksheet(name.slice(0, 31), { views: [{ state: 'frozen', xSplit: 1, ySplit: 1 }] });
  sheet.columns = Array.from({ length: columns }, (_, at) => ({ width: widths[at] ?? 14 }));
  return sheet;
};

/** A date that Excel cannot hold stays text; so does nothing else. A workbook is XML, which holds no control characters. */
function cellOf(column: WideColumn, value: string | number | null): string | number | Date | null {
  if (column.type === 'date' && typeof value === 'string' && Number(value.slice(0, 4)) >= FIRST_EXCEL_YEAR) return new Date(`${value}T00:00:00Z`);
  return typeof value === 'string' ? xmlHolds(value).slice(0, MOST_CELL) : value;
}

function addTable(writer: Writer, table: TypedTable): void {
  const columns = wideColumns(table);
  const sheet = sheetOf(writer, table.name, columns.map(({ name }) => Math.min(40, Math.max(10, name.length + 2))), columns.length);
  head(sheet, columns.map(({ name }) => name));
  for (const [at, column] of columns.entries()) if (column.type === 'date') sheet.getColumn(at + 1).numFmt = 'yyyy-mm-dd';
  for (let row = 0; row < table.rows.length; row++) sheet.addRow(columns.map((column) => cellOf(column, column.cells[row] ?? null))).commit();
  sheet.commit();
}

function addCodebook(writer: Writer, dataset: Dataset): void {
  const sheet = sheetOf(writer, 'codebook', [14, 26, 40, 30, 10, 12, 20, 36, 30], 9);
  head(sheet, ['table', 'column', 'label_en', 'label_zh', 'type', 'unit', 'code', 'code_label_en', 'code_label_zh']);
  for (const table of dataset.tables) {
    for (const column of table.columns) {
      const own = [table.name, column.name, column.label.en, column.label.zh, column.type, column.unit ?? null];
      const codes = column.codes ?? [];
      if (codes.length === 0) sheet.addRow([...own, null, null, null]).commit();
      for (const { code, label } of codes) sheet.addRow([...own, code, label.en, label.zh]).commit();
    }
  }
  for (const { code, label } of dataset.missingReasons) sheet.addRow(['*', '*_missing', null, null, 'missing reason', null, code, label.en, label.zh]).commit();
  sheet.commit();
}

function addAbout(writer: Writer, dataset: Dataset): void {
  const sheet = sheetOf(writer, 'about', [22, 80], 2);
  head(sheet, ['', bilingual(dataset.study.title)]);
  sheet.addRow(['study', dataset.study.code]).commit();
  sheet.addRow(['version', dataset.study.version]).commit();
  sheet.addRow(['locked', dataset.createdAt.toISOString()]).commit();
  for (const table of dataset.tables) sheet.addRow([table.name, `${bilingual(table.title)}: ${table.rows.length}; ${table.columns.length > 0 ? columnLabel(table.columns[0] ?? { label: table.title }) : ''}`]).commit();
  sheet.commit();
}

/**
 * One workbook: a sheet about the data, the codebook, and a sheet a table with code, label and missing reason side by
 * side and a frozen head. Rows are streamed; a text is always a text cell, so no cell runs as a formula.
 */
export async function writeWorkbook(dataset: Dataset): Promise<Uint8Array> {
  const { default: excel } = await import('exceljs');
  const output = new PassThrough();
  const chunks: Buffer[] = [];
  output.on('data', (chunk: Buffer) => chunks.push(chunk));
  const writer = new excel.stream.xlsx.WorkbookWriter({ stream: output, useSharedStrings: false, useStyles: true });
  writer.creator = 'EchoCohort';
  writer.lastModifiedBy = 'EchoCohort';
  writer.created = dataset.createdAt;
  writer.modified = dataset.createdAt;
  addAbout(writer, dataset);
  addCodebook(writer, dataset);
  for (const table of dataset.tables) addTable(writer, table);
  await writer.commit();
  return fixZipTimes(Buffer.concat(chunks));
}
