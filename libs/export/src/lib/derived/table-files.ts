import { datasetJson, readScript, redcapDictionary, sasNames, sasProgram, spssLabels, spssNames, stataNames, statisticalTable, writeDta, writeParquet, writeSav, writeWorkbook, writeXpt, type Dataset, type TypedTable } from '@echocohort/table-formats';
import { bytesFile, streamedText, textFile, type DerivedFile } from './derived-file.ts';
import type { SnapshotDataset } from './dataset.ts';

/** Tables whose cells are lists of corners: they go where text may have any length, and as regions into seg, sr, masks and coco.json. */
const REGION_TABLES: ReadonlySet<string> = new Set(['outlines']);

function statisticalFiles(dataset: Dataset, table: TypedTable): DerivedFile[] {
  const { createdAt } = dataset;
  const made = () => statisticalTable(dataset, table);
  return [
    bytesFile(`sas/${table.name}.xpt`, () => writeXpt(made(), 8, createdAt)),
    bytesFile(`sas/${table.name}_v5.xpt`, () => writeXpt(made(), 5, createdAt)),
    bytesFile(`spss/${table.name}.sav`, () => writeSav(made(), createdAt)),
    bytesFile(`stata/${table.name}.dta`, () => writeDta(made(), createdAt)),
  ];
}

/** Does a table go to the statistics programs? */
export const isStatistical = (table: string): boolean => !REGION_TABLES.has(table);

/** Every table in every format. */
export function tableFiles({ dataset, definition }: SnapshotDataset): DerivedFile[] {
  const plain: Dataset = { ...dataset, tables: dataset.tables.filter(({ name }) => isStatistical(name)) };
  const statistical = () => plain.tables.map((table) => statisticalTable(plain, table));
  return [
    ...plain.tables.flatMap((table) => statisticalFiles(plain, table)),
    textFile('sas/names.csv', () => sasNames(statistical())), textFile('sas/read.sas', () => sasProgram(statistical())),
    textFile('spss/names.csv', () => spssNames(statistical())), textFile('spss/value_labels.csv', () => spssLabels(statistical())), textFile('stata/names.csv', () => stataNames(statistical())),
    textFile('r/read.R', () => readScript(dataset)),
    ...dataset.tables.map((table) => bytesFile(`parquet/${table.name}.parquet`, () => writeParquet(dataset, table))),
    ...dataset.tables.map((table) => streamedText(`dataset-json/${table.name}.json`, () => datasetJson(dataset, table))),
    bytesFile(`excel/${dataset.study.code}.xlsx`, () => writeWorkbook(plain)),
    textFile('redcap/data_dictionary.csv', () => redcapDictionary(definition)),
  ];
}
