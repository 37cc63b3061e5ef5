import { evaluateRows, parseExpression, type Cell, type DataTable } from '@echocohort/statistics';
import { CaseUnreadable } from './adapter.ts';

/** An expression over the columns of a table, one value a row; what is true is 1, what is false 0. */
export function evaluate(text: string, table: DataTable): readonly Cell[] {
  const parsed = parseExpression(text);
  const values = parsed.ok ? evaluateRows(parsed.value, table) : parsed;
  if (!values.ok) throw new CaseUnreadable(`"${text}" cannot be evaluated: ${values.refusal.detail}`);
  return values.value.cells;
}
