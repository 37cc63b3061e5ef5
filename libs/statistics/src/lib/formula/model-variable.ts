import { ok, refuse, type Result } from '@echocohort/kernel';
import { evaluateExpression, evaluateRows } from '../expression/evaluate-expression.ts';
import { columnsRead, writeExpression, type Expression } from '../expression/syntax-tree.ts';
import type { Cell, DataTable } from '../table/data-table.ts';
import { orthogonalPolynomials, polynomialValues, powers, type PolynomialBasis } from './polynomial-basis.ts';
import { splineBasis, splineKnots } from './spline-basis.ts';

/** How coefficients are named: as R's glm does (`raceblack`), or as rms does (`race=black`, `lwt'`). */
export type Naming = 'glm' | 'rms';

/** The order of a factor's levels; the first is the reference. */
export type LevelOrder = (column: string, labels: readonly string[]) => readonly string[];

/** A variable of a model before rows are dropped: its values and how it becomes columns of numbers. */
export type ModelVariable =
  | { readonly kind: 'numeric'; readonly label: string; readonly source: string; readonly expression: Expression; readonly cells: readonly Cell[] }
  | { readonly kind: 'factor'; readonly label: string; readonly source: string; readonly expression: Expression; readonly cells: readonly Cell[]; readonly levels: readonly string[] | null; readonly reference: string | null }
  | { readonly kind: 'polynomial'; readonly label: string; readonly source: string; readonly expression: Expression; readonly cells: readonly Cell[]; readonly basis: PolynomialBasis; readonly suffix: 'place' | 'power' }
  | { readonly kind: 'spline'; readonly label: string; readonly source: string; readonly expression: Expression; readonly cells: readonly Cell[]; readonly knots: readonly number[] };

/** The one column that an expression reads, by which rms names it; the expression itself where it reads several. */
const sourceOf = (expression: Expression): string => {
  const columns = columnsRead(expression);
  return columns.length === 1 ? (columns[0] ?? '') : writeExpression(expression);
};

type Call = Extract<Expression, { kind: 'call' }>;

function spline(node: Call, label: string, table: DataTable): Result<ModelVariable> {
  const [argument, second] = node.arguments;
  if (argument === undefined) return refuse({ code: 'formula-unreadable', detail: 'rcs takes a column and a number of knots.' });
  const values = evaluateRows(argument.value, table);
  if (!values.ok) return values;
  if (values.value.kind === 'text') return refuse({ code: 'text-in-arithmetic', detail: `${label} needs numbers.` });
  const present = values.value.cells.filter((cell): cell is number => typeof cell === 'number' && Number.isFinite(cell));
  const asked = second === undefined ? null : evaluateExpression(second.value, table);
  if (asked && !asked.ok) return asked;
  const given = asked?.value.cells.filter((cell): cell is number => typeof cell === 'number') ?? [5];
  const count = given[0] ?? 5;
  const knots = given.length > 1 ? [...given].sort((a, b) => a - b) : splineKnots(present, count);
  if (new Set(knots).size < 3 || knots.some((knot) => !Number.isFinite(knot)) || (given.length === 1 && (count < 3 || !Number.isInteger(count)))) {
    return refuse({ code: 'too-few-knots', detail: `${label} needs at least three knots at different values.` });
  }
  if (knots.some((knot, at) => at > 0 && knot <= (knots[at - 1] ?? -Infinity))) return refuse({ code: 'too-few-values', detail: `${label}: there are too few different values for so many knots.` });
  return ok({ kind: 'spline', label, source: sourceOf(argument.value), expression: argument.value, cells: values.value.cells, knots });
}

/** `poly(x, 2)`, orthogonal or with `raw = TRUE`, and `pol(x, 2)` of rms, which is raw. */
function polynomial(node: Call, label: string, table: DataTable): Result<ModelVariable> {
  const [argument, second] = node.arguments.filter(({ name }) => name === null || name === 'degree');
  if (argument === undefined) return refuse({ code: 'formula-unreadable', detail: `${node.name} takes a column and a degree.` });
  const values = evaluateRows(argument.value, table);
  if (!values.ok) return values;
  const { kind, cells } = values.value;
  const degree = second?.value.kind === 'number' ? second.value.value : second === undefined ? (node.name === 'pol' ? 2 : 1) : NaN;
  const present = cells.filter((cell): cell is number => typeof cell === 'number' && Number.isFinite(cell));
  if (kind === 'text') return refuse({ code: 'text-in-arithmetic', detail: `${label} needs numbers.` });
  if (!Number.isInteger(degree) || degree < 1 || degree >= new Set(present).size) return refuse({ code: 'too-few-values', detail: `${label}: the degree must be a whole number below the number of different values.` });
  const raw = node.name === 'pol' || node.arguments.some(({ name, value }) => name === 'raw' && value.kind === 'logical' && value.value);
  return ok({ kind: 'polynomial', label, source: sourceOf(argument.value), expression: argument.value, cells, basis: raw ? powers(degree) : orthogonalPolynomials(present, degree), suffix: node.name === 'pol' ? 'power' : 'place' });
}

function factor(node: Call, label: string, table: DataTable): Result<ModelVariable> {
  const [argument, ...options] = node.arguments;
  if (argument === undefined) return refuse({ code: 'formula-unreadable', detail: `${label} names no column.` });
  const nested = node.name === 'relevel' && argument.value.kind === 'call' && argument.value.name === 'factor' ? argument.value.arguments[0]?.value : argument.value;
  const values = evaluateRows(nested ?? argument.value, table);
  if (!values.ok) return values;
  const option = (name: string): Expression | undefined => options.find((entry) => entry.name === name)?.value;
  const named = { levels: option('levels'), ref: node.name === 'relevel' ? (option('ref') ?? options[0]?.value) : undefined };
  const read = (expression: Expression | undefined): readonly string[] | null => {
    const found = expression === undefined ? null : evaluateExpression(expression, table);
    return found?.ok ? found.value.cells.map(String) : null;
  };
  const cells = values.value.cells.map((cell) => (cell === null ? null : values.value.kind === 'logical' ? (cell === 0 ? 'FALSE' : 'TRUE') : String(cell)));
  const levels = read(named.levels) ?? values.value.levels ?? null;
  const variable = { kind: 'factor' as const, label, source: writeExpression(nested ?? argument.value), expression: nested ?? argument.value, reference: read(named.ref)?.[0] ?? null };
  const labels = read(option('labels'));
  if (labels === null) return ok({ ...variable, cells, levels });
  const before = levels ?? defaultLevels('', [...new Set(cells.filter((cell) => cell !== null))]);
  if (labels.length !== before.length) return refuse({ code: 'arguments-wrong', detail: `${label}: there must be one label for each level.` });
  const renamed = new Map(before.map((level, at) => [level, labels[at] ?? level]));
  return ok({ ...variable, cells: cells.map((cell) => (cell === null ? null : (renamed.get(cell) ?? null))), levels: [...new Set(labels)] });
}

/** The values of a formula's variable: a spline for `rcs`, a factor for text, truth values and `factor`, numbers otherwise. */
export function modelVariable(expression: Expression, table: DataTable): Result<ModelVariable> {
  const label = writeExpression(expression);
  if (expression.kind === 'call') {
    if (expression.name === 'rcs') return spline(expression, label, table);
    if (['poly', 'pol'].includes(expression.name)) return polynomial(expression, label, table);
    if (['factor', 'as.factor', 'relevel', 'catg'].includes(expression.name)) return factor(expression, label, table);
  }
  const values = evaluateRows(expression, table);
  if (!values.ok) return values;
  const { kind, cells } = values.value;
  const source = sourceOf(expression);
  if (kind === 'number') return ok({ kind: 'numeric', label, source, expression, cells });
  const levels = kind === 'logical' ? ['FALSE', 'TRUE'] : (values.value.levels ?? crossedLevels(expression, table));
  return ok({ kind: 'factor', label, source, expression, cells: kind === 'logical' ? cells.map((cell) => (cell === null ? null : cell === 0 ? 'FALSE' : 'TRUE')) : cells, levels, reference: null });
}

/** Levels of `interaction(a, b)`: those of the first factor run fastest. */
function crossedLevels(expression: Expression, table: DataTable): readonly string[] | null {
  if (expression.kind !== 'call' || expression.name !== 'interaction') return null;
  const parts = expression.arguments.map(({ value }) => {
    const found = evaluateRows(value, table);
    return found.ok ? defaultLevels('', [...new Set(found.value.cells.filter((cell) => cell !== null).map(String))]) : [];
  });
  const [first = [], ...others] = parts;
  return others.reduce<readonly string[]>((left, right) => right.flatMap((b) => left.map((a) => `${a}.${b}`)), first);
}

/** Levels as R orders them where nobody declares an order: numbers by size, text by its letters. */
export const defaultLevels: LevelOrder = (_column, labels) => {
  const numbers = labels.every((label) => label.trim() !== '' && Number.isFinite(Number(label)));
  return [...labels].sort((a, b) => (numbers ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0));
};

/** The levels present in the rows used, in their order, the reference first. */
export function usedLevels(variable: Extract<ModelVariable, { kind: 'factor' }>, rows: readonly number[], order: LevelOrder): string[] {
  const present = new Set(rows.map((row) => String(variable.cells[row])));
  const levels = (variable.levels ?? order(variable.source, [...present])).filter((level) => present.has(level));
  const { reference } = variable;
  return reference !== null && levels.includes(reference) ? [reference, ...levels.filter((level) => level !== reference)] : levels;
}

/** One column of a variable in the rows used: its name and values. */
export interface NamedColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/** The columns of a variable; a factor gives one a level, without the reference unless `full`. */
export function variableColumns(variable: ModelVariable, rows: readonly number[], options: { readonly full: boolean; readonly naming: Naming; readonly order: LevelOrder }): NamedColumn[] {
  const glm = options.naming === 'glm';
  if (variable.kind === 'numeric') return [{ name: glm ? variable.label : variable.source, values: Float64Array.from(rows, (row) => Number(variable.cells[row])) }];
  if (variable.kind === 'factor') {
    const levels = usedLevels(variable, rows, options.order);
    return (options.full ? levels : levels.slice(1)).map((level) => ({
      name: glm ? `${variable.label}${level}` : `${variable.source}=${level}`,
      values: Float64Array.from(rows, (row) => (variable.cells[row] === level ? 1 : 0)),
    }));
  }
  if (variable.kind === 'polynomial') {
    const found = rows.map((row) => polynomialValues(Number(variable.cells[row]), variable.basis));
    const named = (place: number): string => (variable.suffix === 'place' ? String(place + 1) : variable.source + (place === 0 ? '' : `^${place + 1}`));
    return Array.from({ length: variable.basis.degree }, (_, place) => ({ name: (glm || variable.suffix === 'place' ? variable.label : '') + named(place), values: Float64Array.from(found, (values) => values[place] ?? NaN) }));
  }
  const basis = rows.map((row) => splineBasis(Number(variable.cells[row]), variable.knots));
  return Array.from({ length: variable.knots.length - 1 }, (_, place) => ({
    name: (glm ? variable.label : '') + variable.source + "'".repeat(place),
    values: Float64Array.from(basis, (values) => values[place] ?? NaN),
  }));
}
