import type { Cell, DataTable } from '@echocohort/statistics';
import { CaseUnreadable } from './adapter.ts';

/** An expression over the columns of a table; what is true is 1, what is false 0. */
export function evaluate(text: string, table: DataTable): readonly Cell[] {
  const equals = /^(\w+) == '?([\w.-]+)'?$/.exec(text.trim());
  const column = equals ? table.columns.get(equals[1] ?? '') : undefined;
  if (!column) throw new CaseUnreadable(`no column or expression: ${text}`);
  return column.map((cell) => (cell === null ? null : String(cell) === equals?.[2] ? 1 : 0));
}
