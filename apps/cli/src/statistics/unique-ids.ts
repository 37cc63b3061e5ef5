import type { DataTable } from '@echocohort/statistics';
import { CaseRefused, CaseUnreadable } from './adapter.ts';

/** The columns that `--id` names: `lesion`, or `reader,case` where only both together name a row. */
export const idColumns = (text: string): string[] => text.split(',').map((name) => name.trim());

/**
 * Refuses a table in which a row bears no id or that of another row: a lesion that is counted twice makes every interval too narrow.
 * Rows are named by their place (1 is the first below the head line): an id may be one of a patient.
 */
export function requireUniqueIds(table: DataTable, names: readonly string[]): void {
  const columns = names.map((name) => {
    const cells = table.columns.get(name);
    if (!cells) throw new CaseUnreadable(`--id names the column "${name}", which the table does not have`);
    return cells;
  });
  const called = names.join(' and ');
  const rowOf = new Map<string, number>();
  const doubled: [number, number][] = [];
  for (let at = 0; at < table.length; at++) {
    const cells = columns.map((column) => column[at] ?? '');
    if (cells.some((cell) => String(cell).trim() === '')) throw new CaseRefused({ code: 'code-missing', detail: `Row ${at + 1} has no ${called}.`, facts: { row: at + 1 } });
    const key = cells.length === 1 ? String(cells[0]) : JSON.stringify(cells);
    const first = rowOf.get(key);
    if (first === undefined) rowOf.set(key, at);
    else doubled.push([first + 1, at + 1]);
  }
  const [one] = doubled;
  if (one) throw new CaseRefused({ code: 'code-duplicated', detail: `Row ${one[1]} has the same ${called} as row ${one[0]}; ${doubled.length === 1 ? 'one row is' : `${doubled.length} rows are`} doubled in this way. Keep one row of each.`, facts: { doubled: doubled.length, row: one[1], sameAsRow: one[0] } });
}
