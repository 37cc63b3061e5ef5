import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bilingual, columnLabel, datasetJson, sasNames, spssLabels, spssNames, stataNames, statisticalTable, writeDta, writeParquet, writeSav, writeWorkbook, writeXpt, type Dataset, type StatisticalCell } from '../../index.ts';

const ROOT = resolve(__dirname, '../../../../..');

/** PYTHONPATH with the reading packages, or why there is none. */
export function pythonPath(): { readonly folder: string } | { readonly skipped: string } {
  const answer: unknown = JSON.parse(execFileSync(process.execPath, [join(ROOT, 'tools/read-back-python.mjs')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  if (typeof answer === 'object' && answer !== null && 'folder' in answer && typeof answer.folder === 'string') return { folder: answer.folder };
  return { skipped: typeof answer === 'object' && answer !== null && 'skipped' in answer ? String(answer.skipped) : 'no answer' };
}

/** Output of one of the reading programs under tools/read-back. */
export function runReader(program: 'python3' | 'Rscript', script: string, args: readonly string[], pythonFolder = ''): string {
  const { stdout, stderr, status } = spawnSync(program, [join(ROOT, 'tools/read-back', script), ...args], { encoding: 'utf8', env: { ...process.env, PYTHONPATH: pythonFolder, LC_ALL: 'C.UTF-8' }, maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`${script} ended with ${String(status)}: ${stderr.slice(-2000)}`);
  return stdout;
}

export const hasR = (): boolean => spawnSync('Rscript', ['-e', 'library(haven); library(foreign)'], { stdio: 'ignore' }).status === 0;

/** The data as the reading programs are told it, apart from our writers. */
function expectedJson(dataset: Dataset): string {
  return JSON.stringify({
    missingReasons: dataset.missingReasons.map(({ code, label }) => ({ code, label: bilingual(label) })),
    tables: dataset.tables.map(({ name, columns, rows }) => ({
      name, rows,
      columns: columns.map((column) => ({ name: column.name, label: columnLabel(column), labels: column.label, type: column.type, hasReasons: column.hasReasons, codes: column.codes?.map(({ code, label }) => ({ code, label: bilingual(label), labelEn: label.en, labelZh: label.zh })) })),
    })),
  });
}

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');

function cellLine(kind: string, cell: StatisticalCell, reasons: readonly string[]): readonly [kind: string, value: string] {
  if (cell === null) return kind === 'text' ? ['text', ''] : ['empty', ''];
  if (typeof cell === 'object') return ['missing', reasons[cell.tag] ?? ''];
  if (kind === 'date') return ['date', new Date(Number(cell) * 86_400_000).toISOString().slice(0, 10)];
  return kind === 'text' ? ['text', escaped(String(cell))] : ['number', String(cell)];
}

function cellsTsv(dataset: Dataset): string {
  const reasons = dataset.missingReasons.map(({ code }) => code);
  const lines = dataset.tables.flatMap((table) => statisticalTable(dataset, table).columns.flatMap((column) => column.cells.map((cell, row) => [table.name, column.name, row + 1, ...cellLine(column.kind, cell, reasons)].join('\t'))));
  return ['table\tcolumn\trow\tkind\tvalue', ...lines, ''].join('\n');
}

/** Writes every format of a data set into a folder, with what the readers must find. */
export async function writeAll(folder: string, dataset: Dataset): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const put = (name: string, bytes: Uint8Array | string): void => writeFileSync(join(folder, name), bytes);
  for (const table of dataset.tables) {
    const statistical = statisticalTable(dataset, table);
    put(`${table.name}.xpt`, writeXpt(statistical, 8, dataset.createdAt));
    put(`${table.name}_v5.xpt`, writeXpt(statistical, 5, dataset.createdAt));
    put(`${table.name}.sav`, writeSav(statistical, dataset.createdAt));
    put(`${table.name}.dta`, writeDta(statistical, dataset.createdAt));
    put(`${table.name}.parquet`, await writeParquet(dataset, table));
    put(`${table.name}.json`, [...datasetJson(dataset, table)].join(''));
  }
  put('all.xlsx', await writeWorkbook(dataset));
  put('names.csv', sasNames(dataset.tables.map((table) => statisticalTable(dataset, table))));
  const statistical = dataset.tables.map((table) => statisticalTable(dataset, table));
  put('spss_names.csv', spssNames(statistical));
  put('spss_value_labels.csv', spssLabels(statistical));
  put('stata_names.csv', stataNames(statistical));
  put('expected.json', expectedJson(dataset));
  put('cells.tsv', cellsTsv(dataset));
  put('reasons.tsv', ['code\ttag\tlabel', ...dataset.missingReasons.map(({ code, label }, tag) => `${code}\t${String.fromCharCode(97 + tag)}\t${bilingual(label)}`), ''].join('\n'));
}

