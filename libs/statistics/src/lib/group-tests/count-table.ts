import { ok, refuse, type Result } from '@echocohort/kernel';

/** Counts by row and column. */
export type CountTable = readonly (readonly number[])[];

/** A checked table with its margins. */
export interface Margins {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly total: number;
}

/** Margins of a table of whole counts; refuses ragged, negative, fractional and empty tables. */
export function marginsOf(table: CountTable): Result<Margins> {
  const width = table[0]?.length ?? 0;
  if (table.length < 2 || width < 2 || table.some((row) => row.length !== width)) return refuse({ code: 'table-invalid', detail: 'A table needs two rows and two columns at least, all of one length.' });
  if (table.flat().some((count) => !Number.isInteger(count) || count < 0)) return refuse({ code: 'counts-invalid', detail: 'Counts must be whole numbers of at least 0.' });
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = Array.from({ length: width }, (_, column) => table.reduce((sum, row) => sum + (row[column] ?? 0), 0));
  const total = rows.reduce((sum, count) => sum + count, 0);
  return total === 0 ? refuse({ code: 'table-empty', detail: 'Nothing was counted.' }) : ok({ rows, columns, total });
}
