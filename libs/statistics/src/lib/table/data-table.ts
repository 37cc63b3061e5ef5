/** One value of a table; null is missing (R's NA). */
export type Cell = number | string | null;

/** Columns of equal length by name. A column is all numbers or all text, beside what is missing. */
export interface DataTable {
  readonly length: number;
  readonly columns: ReadonlyMap<string, readonly Cell[]>;
}

/** A table from columns; all of them must be equally long. */
export function dataTable(columns: Iterable<readonly [string, readonly Cell[]]>): DataTable {
  const map = new Map(columns);
  const lengths = new Set([...map.values()].map((values) => values.length));
  if (lengths.size > 1) throw new RangeError('dataTable: the columns differ in length');
  return { length: [...lengths][0] ?? 0, columns: map };
}

/** The rows for which `keep` holds, in their order. */
export function selectRows(table: DataTable, keep: (row: number) => boolean): DataTable {
  const rows = Array.from({ length: table.length }, (_, row) => row).filter(keep);
  const columns = [...table.columns].map(([name, values]): [string, Cell[]] => [name, rows.map((row) => values[row] ?? null)]);
  return { length: rows.length, columns: new Map(columns) };
}

/** The table with one column more, or with that column replaced. */
export function withColumn(table: DataTable, name: string, values: readonly Cell[]): DataTable {
  if (values.length !== table.length) throw new RangeError('withColumn: the column differs in length from the table');
  return { length: table.length, columns: new Map([...table.columns, [name, values]]) };
}
