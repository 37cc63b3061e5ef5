import { evaluateRows, parseExpressionPrefix, withColumn, type DataTable } from '@echocohort/statistics';
import { CaseUnreadable, type CaseContext, type Fields } from './adapter.ts';
import { isFields, listFrom } from './input.ts';

/** `name = expression` in prose: the expression is as much of the text as can be read. */
function defined(name: string, prose: string): string | null {
  const at = new RegExp(`(?:^|[^\\w.])${name.replaceAll('.', '\\.')}\\s*=(?!=)\\s*`).exec(prose);
  return at ? prose.slice(at.index + at[0].length) : null;
}

/** Definitions that an input gives beside its data: an object by name, or a list of "name = expression". */
function fromInput(input: Fields, name: string): string | null {
  for (const field of ['derived', 'columns', 'define', 'transform']) {
    const given = input[field];
    if (isFields(given) && typeof given[name] === 'string') return given[name];
    for (const line of listFrom(given)) {
      const found = typeof line === 'string' ? defined(name, line) : null;
      if (found !== null) return found;
    }
  }
  return null;
}

/** The table with those of the named columns added that the case defines in its input or its note (`big = lwt * 1e6`). */
export function withDerived(table: DataTable, names: readonly string[], input: Fields, context: CaseContext): DataTable {
  let grown = table;
  for (const name of names) {
    const text = grown.columns.has(name) ? null : (fromInput(input, name) ?? defined(name, context.note));
    if (text === null) continue;
    const read = parseExpressionPrefix(text);
    const values = read.ok ? evaluateRows(read.value.expression, grown) : read;
    if (!values.ok) throw new CaseUnreadable(`the column ${name} cannot be derived: ${values.refusal.detail}`);
    grown = withColumn(grown, name, values.value.cells);
  }
  return grown;
}
