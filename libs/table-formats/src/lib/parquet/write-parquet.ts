import type { ColumnSource } from 'hyparquet-writer';
import type { SchemaElement } from 'hyparquet';
import { bilingual, type Dataset, type TypedTable } from '../typed-table.ts';
import { wideColumns, type WideColumn } from '../wide-table.ts';

const ROW_GROUP = 20_000;

const wholeNumbers = (column: WideColumn): boolean => column.type === 'integer' && column.cells.every((cell) => cell === null || Number.isSafeInteger(Number(cell)));

function elementOf(column: WideColumn): SchemaElement {
  const base = { name: column.name, repetition_type: 'OPTIONAL' as const };
  if (column.type === 'text') return { ...base, type: 'BYTE_ARRAY', converted_type: 'UTF8' };
  if (column.type === 'date') return { ...base, type: 'INT32', converted_type: 'DATE' };
  return wholeNumbers(column) ? { ...base, type: 'INT64' } : { ...base, type: 'DOUBLE' };
}

function dataOf(column: WideColumn): ColumnSource {
  const whole = wholeNumbers(column);
  const data = column.cells.map((cell) => {
    if (cell === null || column.type === 'text') return cell;
    if (column.type === 'date') return new Date(`${String(cell)}T00:00:00Z`);
    return whole ? BigInt(Number(cell)) : Number(cell);
  });
  return { name: column.name, data };
}

/** Labels, units, codes and missing reasons, for programs: key `echocohort` of the file's metadata. */
function metadataText(dataset: Dataset, table: TypedTable): string {
  const columns = wideColumns(table).map(({ name, role, source }) => ({ name, of: source.name, role, label: source.label, unit: source.unit, codes: role === 'value' ? source.codes : undefined, missingReasons: role === 'missing' ? dataset.missingReasons : undefined }));
  return JSON.stringify({ study: dataset.study, table: table.name, title: table.title, columns });
}

/** A Parquet file: code, label and missing reason side by side, labels also in the file's metadata. */
export async function writeParquet(dataset: Dataset, table: TypedTable): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const columns = wideColumns(table);
  const buffer = parquetWriteBuffer({
    columnData: columns.map(dataOf),
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(elementOf)],
    rowGroupSize: ROW_GROUP,
    kvMetadata: [{ key: 'echocohort', value: metadataText(dataset, table) }, { key: 'title', value: bilingual(table.title) }],
    createdBy: 'echocohort',
  });
  return new Uint8Array(buffer);
}
