import type { Result } from '@echocohort/kernel';
import { ok } from '@echocohort/kernel';
import { comparePaths, type SnapshotLeaf } from './merkle.ts';
import { readTsv, writeTsv } from './tsv.ts';

/** How the files of two snapshots differ, by digest. */
export interface LeafDiff {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  readonly same: number;
}

export function diffLeaves(before: readonly SnapshotLeaf[], after: readonly SnapshotLeaf[]): LeafDiff {
  const [old, now] = [new Map(before.map((leaf) => [leaf.path, leaf.sha256])), new Map(after.map((leaf) => [leaf.path, leaf.sha256]))];
  const sorted = (paths: Iterable<string>): string[] => [...paths].sort(comparePaths);
  const shared = [...old.keys()].filter((path) => now.has(path));
  const changed = sorted(shared.filter((path) => old.get(path) !== now.get(path)));
  return {
    added: sorted([...now.keys()].filter((path) => !old.has(path))), removed: sorted([...old.keys()].filter((path) => !now.has(path))), changed,
    same: shared.length - changed.length,
  };
}

/** A cell that two tables hold differently; `row` is the row's key, its first cell. */
export interface CellChange {
  readonly row: string;
  readonly column: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface TableDiff {
  readonly columnsAdded: readonly string[];
  readonly columnsRemoved: readonly string[];
  readonly rowsAdded: readonly string[];
  readonly rowsRemoved: readonly string[];
  readonly cells: readonly CellChange[];
}

type Row = Readonly<Record<string, string | null>>;

function byKey(rows: readonly Row[], key: string): Map<string, Row> {
  return new Map(rows.map((row) => [row[key] ?? '', row]));
}

const columnsOf = (text: string): string[] => (text.split(/\r?\n/, 1)[0] ?? '').replace(/^\uFEFF/, '').split('\t').filter((name) => name !== '');

/** How two tables differ: rows by their first cell, cells by column. A column that only one has is told once, not in every row. */
export function diffTables(before: string, after: string, name: string): Result<TableDiff> {
  const [left, right] = [readTsv(before, name), readTsv(after, name)];
  if (!left.ok) return left;
  if (!right.ok) return right;
  const [was, is] = [columnsOf(before), columnsOf(after)];
  const key = was[0] ?? '';
  const [old, now] = [byKey(left.value, key), byKey(right.value, is[0] ?? '')];
  const shared = was.filter((column) => is.includes(column));
  const cells = [...old].flatMap(([row, then]) => {
    const later = now.get(row);
    return later ? shared.filter((column) => then[column] !== later[column]).map((column): CellChange => ({ row, column, before: then[column] ?? null, after: later[column] ?? null })) : [];
  });
  return ok({
    columnsAdded: is.filter((column) => !was.includes(column)), columnsRemoved: was.filter((column) => !is.includes(column)),
    rowsAdded: [...now.keys()].filter((row) => !old.has(row)), rowsRemoved: [...old.keys()].filter((row) => !now.has(row)), cells,
  });
}

/** A difference of tables with the path at which both stand. */
export interface NamedTableDiff extends TableDiff {
  readonly path: string;
}

/** Every change of two snapshots as one table: files first, then columns, rows and cells of each table. */
export function diffTsv({ added, removed, changed }: LeafDiff, tables: readonly NamedTableDiff[]): string {
  const line = (change: string, path: string, row = '', column = '', before: string | null = '', after: string | null = '') => [change, path, row, column, before, after];
  return writeTsv({
    columns: ['change', 'file', 'row', 'column', 'before', 'after'],
    rows: [
      ...added.map((path) => line('file-added', path)), ...removed.map((path) => line('file-removed', path)), ...changed.map((path) => line('file-changed', path)),
      ...tables.flatMap(({ path, columnsAdded, columnsRemoved, rowsAdded, rowsRemoved, cells }) => [
        ...columnsAdded.map((column) => line('column-added', path, '', column)), ...columnsRemoved.map((column) => line('column-removed', path, '', column)),
        ...rowsAdded.map((row) => line('row-added', path, row)), ...rowsRemoved.map((row) => line('row-removed', path, row)),
        ...cells.map(({ row, column, before, after }) => line('cell', path, row, column, before, after)),
      ]),
    ],
  });
}
