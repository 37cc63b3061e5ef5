import { ok, refuse, type Result } from '@echocohort/kernel';
import { evaluateExpression, evaluateRows } from '../expression/evaluate-expression.ts';
import { matchedArguments } from '../expression/match-arguments.ts';
import { writeExpression, type Expression } from '../expression/syntax-tree.ts';
import type { DataTable } from '../table/data-table.ts';
import type { Contrasts } from './contrasts.ts';
import { defaultLevels } from './level-order.ts';
import type { FactorVariable } from './model-variable.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** Calls that make a factor, with the names of their parameters after R. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  factor: ['x', 'levels', 'labels', 'exclude', 'ordered'], 'as.factor': ['x'], catg: ['x'], ordered: ['x', 'levels', 'labels'], relevel: ['x', 'ref'], C: ['object', 'contr'],
};

const CONTRASTS: Readonly<Record<string, Contrasts>> = {
  'contr.treatment': 'treatment', treatment: 'treatment', 'contr.sum': 'sum', sum: 'sum', 'contr.helmert': 'helmert', helmert: 'helmert', 'contr.poly': 'poly', poly: 'poly',
};

/** Whether an expression is a call that makes a factor. */
export const makesFactor = (expression: Expression): expression is Call => expression.kind === 'call' && Object.hasOwn(PARAMETERS, expression.name);

const wrong = (label: string, what: string): Result<never> => refuse({ code: 'arguments-wrong', detail: `${label}: ${what}` });

function texts(expression: Expression | undefined, table: DataTable): Result<readonly string[] | null> {
  if (expression === undefined) return ok(null);
  const found = evaluateExpression(expression, table);
  if (!found.ok) return found;
  const { kind, cells } = found.value;
  return ok(cells.map((cell) => (kind === 'logical' ? (cell === 0 ? 'FALSE' : 'TRUE') : typeof cell === 'number' ? writeExpression({ kind: 'number', value: cell }) : String(cell))));
}

/** The factor of the first argument, before levels, labels, reference or contrasts are set. */
function plain(argument: Expression, label: string, table: DataTable): Result<FactorVariable> {
  if (makesFactor(argument)) {
    const inner = factorVariable(argument, writeExpression(argument), table);
    return inner.ok ? ok({ ...inner.value, label }) : inner;
  }
  const values = evaluateRows(argument, table);
  if (!values.ok) return values;
  const { kind, cells, levels = null } = values.value;
  const logical = kind === 'logical';
  return ok({
    kind: 'factor', label, source: writeExpression(argument), expression: argument, reference: null, contrasts: 'treatment', levels: logical ? ['FALSE', 'TRUE'] : levels,
    cells: cells.map((cell) => (cell === null ? null : logical ? (cell === 0 ? 'FALSE' : 'TRUE') : typeof cell === 'number' ? writeExpression({ kind: 'number', value: cell }) : cell)),
  });
}

function relabelled(base: FactorVariable, levels: readonly string[] | null, labels: readonly string[] | null): Result<FactorVariable> {
  const kept = levels ?? base.levels;
  const known = levels === null ? base.cells : base.cells.map((cell) => (cell !== null && levels.includes(String(cell)) ? cell : null));
  if (labels === null) return ok({ ...base, cells: known, levels: kept });
  const before = kept ?? defaultLevels('', [...new Set(base.cells.filter((cell) => cell !== null).map(String))]);
  if (labels.length !== before.length) return wrong(base.label, 'there must be one label for each level.');
  const renamed = new Map(before.map((level, at) => [level, labels[at] ?? level]));
  return ok({ ...base, cells: known.map((cell) => (cell === null ? null : (renamed.get(String(cell)) ?? null))), levels: [...new Set(labels)] });
}

function contrastsOf(node: Call, given: ReadonlyMap<string, Expression>): Contrasts | null {
  if (node.name === 'ordered') return 'poly';
  const ordered = given.get('ordered');
  if (ordered !== undefined) return ordered.kind === 'logical' ? (ordered.value ? 'poly' : 'treatment') : null;
  if (node.name !== 'C') return 'treatment';
  const contr = given.get('contr');
  const named = contr?.kind === 'name' ? contr.name : contr?.kind === 'text' ? contr.value : '';
  return (Object.hasOwn(CONTRASTS, named) ? CONTRASTS[named] : undefined) ?? null;
}

/** The factor that `factor`, `ordered`, `relevel` or `C` makes, with its levels, their order, and how they become columns. */
export function factorVariable(node: Call, label: string, table: DataTable): Result<FactorVariable> {
  const matched = matchedArguments(node.name, node.arguments, PARAMETERS[node.name] ?? []);
  if (!matched.ok) return matched;
  const given = matched.value;
  const argument = given.get(node.name === 'C' ? 'object' : 'x');
  if (argument === undefined) return refuse({ code: 'formula-unreadable', detail: `${label} names no column.` });
  if (given.has('exclude')) return wrong(label, 'values to exclude are not taken here.');
  const base = plain(argument, label, table);
  if (!base.ok) return base;
  const [levels, labels, reference] = [texts(given.get('levels'), table), texts(given.get('labels'), table), texts(given.get('ref'), table)];
  if (!levels.ok) return levels;
  if (!labels.ok) return labels;
  if (!reference.ok) return reference;
  const contrasts = contrastsOf(node, given);
  if (contrasts === null) return wrong(label, 'the contrasts are contr.treatment, contr.sum, contr.helmert or contr.poly.');
  const named = relabelled(base.value, levels.value, labels.value);
  if (!named.ok) return named;
  const { value } = named;
  return ok({ ...value, reference: reference.value?.[0] ?? value.reference, contrasts: ['C', 'ordered'].includes(node.name) || given.has('ordered') ? contrasts : value.contrasts });
}
