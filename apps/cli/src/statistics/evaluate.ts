import { evaluateRows, logisticRegression, parseExpression, withColumn, writeExpression, type Cell, type DataTable, type Expression } from '@echocohort/statistics';
import { CaseUnreadable, valueOf } from './adapter.ts';
import { levelOrder } from './level-order.ts';

/** The formula inside `fitted(glm(FORMULA))` or `predict(glm(FORMULA), type = "response")`; null for anything else. */
function fittedFormula(node: Expression): string | null {
  if (node.kind !== 'call' || (node.name !== 'fitted' && node.name !== 'predict')) return null;
  const model = node.arguments[0]?.value;
  if (model?.kind !== 'call' || !['glm', 'lrm', 'fit_glm'].includes(model.name)) return null;
  const formula = model.arguments[0]?.value;
  return formula?.kind === 'binary' && formula.operator === '~' ? writeExpression(formula) : null;
}

/** Replaces every fitted model in an expression by a column of its probabilities. */
function withFits(node: Expression, table: DataTable): { node: Expression; table: DataTable } {
  const formula = fittedFormula(node);
  if (formula !== null) {
    const model = valueOf(logisticRegression(formula, table, { order: levelOrder }));
    const values: Cell[] = Array.from({ length: table.length }, () => null);
    for (const [at, row] of model.design.rows.entries()) values[row] = model.probabilities[at] ?? null;
    const name = `.fitted ${formula}`;
    return { node: { kind: 'name', name }, table: withColumn(table, name, values) };
  }
  let grown = table;
  const inside = (child: Expression): Expression => {
    const done = withFits(child, grown);
    grown = done.table;
    return done.node;
  };
  switch (node.kind) {
    case 'group': return { node: { ...node, inner: inside(node.inner) }, table: grown };
    case 'unary': return { node: { ...node, operand: inside(node.operand) }, table: grown };
    case 'binary': return { node: { ...node, left: inside(node.left), right: inside(node.right) }, table: grown };
    case 'call': return { node: { ...node, arguments: node.arguments.map(({ name, value }) => ({ name, value: inside(value) })) }, table: grown };
    default: return { node, table };
  }
}

/** An expression over the columns of a table, one value a row; what is true is 1, what is false 0. `fitted(glm(y ~ x))` is a column too. */
export function evaluate(text: string, table: DataTable): readonly Cell[] {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new CaseUnreadable(`"${text}" cannot be read: ${parsed.refusal.detail}`);
  const { node, table: grown } = withFits(parsed.value, table);
  const values = evaluateRows(node, grown);
  if (!values.ok) throw new CaseUnreadable(`"${text}" cannot be evaluated: ${values.refusal.detail}`);
  return values.value.cells;
}
