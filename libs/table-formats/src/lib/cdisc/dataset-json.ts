import { bilingual, columnLabel, type Dataset, type TypedTable } from '../typed-table.ts';
import { wideColumns, type WideColumn } from '../wide-table.ts';

const TYPES = { text: 'string', integer: 'integer', number: 'double', date: 'date' } as const;

/** OID of a data set; `define.xml` beside the files defines it. */
export const datasetOid = ({ name }: Pick<TypedTable, 'name'>): string => `IG.${name.toUpperCase()}`;
export const datasetItemOid = ({ name }: Pick<TypedTable, 'name'>, column: Pick<WideColumn, 'name'>): string => `IT.${name}.${column.name}`;

/** Signs of the longest text. */
export function textLength(column: WideColumn): number {
  return column.cells.reduce<number>((most, cell) => (typeof cell === 'string' ? Math.max(most, cell.length) : most), 1);
}

/** One table as CDISC Dataset-JSON 1.1; the lines come one by one, so that a table of any length needs little memory. */
export function* datasetJson(dataset: Dataset, table: TypedTable): Generator<string> {
  const columns = wideColumns(table);
  const time = dataset.createdAt.toISOString();
  const head = {
    datasetJSONCreationDateTime: time, datasetJSONVersion: '1.1.0', fileOID: `${dataset.study.code}.${table.name}`, dbLastModifiedDateTime: time, originator: 'EchoCohort',
    sourceSystem: { name: 'EchoCohort', version: '1' }, studyOID: `ST.${dataset.study.code}`, metaDataVersionOID: `MDV.${dataset.study.version}`, metaDataRef: 'define.xml',
    itemGroupOID: datasetOid(table), records: table.rows.length, name: table.name, label: bilingual(table.title),
    columns: columns.map((column, at) => ({
      itemOID: datasetItemOid(table, column), name: column.name, label: column.role === 'value' ? columnLabel(column.source) : `${bilingual(column.source.label)}: ${column.role}`,
      dataType: TYPES[column.type], ...(column.type === 'text' && { length: textLength(column) }), ...(at === 0 && { keySequence: 1 }),
    })),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"rows":[`;
  for (let row = 0; row < table.rows.length; row++) yield `${row === 0 ? '' : ','}\n${JSON.stringify(columns.map(({ cells }) => cells[row] ?? null))}`;
  yield '\n]}\n';
}
