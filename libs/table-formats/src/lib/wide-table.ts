import { isMissing, type TypedCell, type TypedColumn, type TypedTable } from './typed-table.ts';

/** A column for formats without value labels and tagged missings. */
export interface WideColumn {
  readonly name: string;
  readonly source: TypedColumn;
  readonly role: 'value' | 'label' | 'missing';
  readonly type: 'text' | 'integer' | 'number' | 'date';
  readonly cells: readonly (string | number | null)[];
}

/** Code, its English label and the missing reason side by side, as in the tab-separated tables of an export. */
export function wideColumns(table: TypedTable): WideColumn[] {
  return table.columns.flatMap((source, at): WideColumn[] => {
    const cells: readonly TypedCell[] = table.rows.map((row) => row[at] ?? null);
    const type = source.type === 'code' ? 'text' : source.type;
    const columns: WideColumn[] = [{ name: source.name, source, role: 'value', type, cells: cells.map((cell) => (isMissing(cell) ? null : cell)) }];
    if (source.type === 'code' && source.codes?.length) {
      const labels = new Map(source.codes.map(({ code, label }) => [code, label.en]));
      columns.push({ name: `${source.name}_label`, source, role: 'label', type: 'text', cells: cells.map((cell) => (typeof cell === 'string' ? (labels.get(cell) ?? cell) : null)) });
    }
    if (source.hasReasons || cells.some(isMissing)) {
      columns.push({ name: `${source.name}_missing`, source, role: 'missing', type: 'text', cells: cells.map((cell) => (isMissing(cell) ? cell.missing : null)) });
    }
    return columns;
  });
}
