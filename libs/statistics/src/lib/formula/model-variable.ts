import { ok, refuse, type Result } from '@echocohort/kernel';
import { evaluateExpression } from '../expression/evaluate-expression.ts';
import { columnsRead, writeExpression, type Expression } from '../expression/syntax-tree.ts';
import type { Cell, DataTable } from '../table/data-table.ts';
import { bSplineValues, type BSplineBasis } from './b-spline-basis.ts';
import { basisMaker } from './basis-variable.ts';
import { contrastColumns, type Contrasts } from './contrasts.ts';
import { factorVariable, makesFactor } from './factor-variable.ts';
import type { LevelOrder } from './level-order.ts';
import { polynomialValues, type PolynomialBasis } from './polynomial-basis.ts';
import { splineBasis } from './spline-basis.ts';

/** How coefficients are named: as R's glm does (`raceblack`), or as rms does (`race=black`, `lwt'`). */
export type Naming = 'glm' | 'rms';

interface Variable {
  readonly label: string;
  /** The column, or the expression of columns, that the variable is made of. */
  readonly source: string;
  readonly expression: Expression;
  readonly cells: readonly Cell[];
}

/** A variable with levels: declared ones in their order, or null for those that there are. */
export interface FactorVariable extends Variable {
  readonly kind: 'factor';
  readonly levels: readonly string[] | null;
  readonly reference: string | null;
  readonly contrasts: Contrasts;
}

/** A variable of a model before rows are dropped: its values and how it becomes columns of numbers. */
export type ModelVariable =
  | (Variable & { readonly kind: 'numeric' })
  | FactorVariable
  | (Variable & { readonly kind: 'basis'; readonly basis: PolynomialBasis | BSplineBasis; readonly suffix: 'place' | 'power' })
  | (Variable & { readonly kind: 'spline'; readonly knots: readonly number[] });

/** The one column that an expression reads, by which rms names it; the expression itself where it reads several. */
export const sourceOf = (expression: Expression): string => {
  const columns = columnsRead(expression);
  return columns.length === 1 ? (columns[0] ?? '') : writeExpression(expression);
};

/** The values of a formula's variable: a spline for `rcs`, a factor for text, truth values and `factor`, numbers otherwise. */
export function modelVariable(expression: Expression, table: DataTable): Result<ModelVariable> {
  const label = writeExpression(expression);
  const maker = expression.kind === 'call' ? basisMaker(expression.name) : undefined;
  if (expression.kind === 'call' && maker) return maker(expression, label, table);
  if (makesFactor(expression)) return factorVariable(expression, label, table);
  const values = evaluateExpression(expression, table);
  if (!values.ok) return values;
  const { kind, cells } = values.value;
  if (cells.length !== table.length) return refuse({ code: 'lengths-differ', detail: `${label} has ${cells.length} values for ${table.length} rows, so it is no variable of the model.` });
  const source = sourceOf(expression);
  if (kind === 'number') return ok({ kind: 'numeric', label, source, expression, cells });
  const levels = kind === 'logical' ? ['FALSE', 'TRUE'] : (values.value.levels ?? null);
  const shown = kind === 'logical' ? cells.map((cell) => (cell === null ? null : cell === 0 ? 'FALSE' : 'TRUE')) : cells;
  return ok({ kind: 'factor', label, source, expression, cells: shown, levels, reference: null, contrasts: 'treatment' });
}

/** The levels present in the rows used, in their order, the reference first. */
export function usedLevels(variable: FactorVariable, rows: readonly number[], order: LevelOrder): string[] {
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

/** How columns are made of a variable. */
export interface ColumnOptions {
  readonly full: boolean;
  readonly naming: Naming;
  readonly order: LevelOrder;
}

function factorColumns(variable: FactorVariable, rows: readonly number[], { full, naming, order }: ColumnOptions): NamedColumn[] {
  const levels = usedLevels(variable, rows, order);
  const place = new Map(levels.map((level, at) => [level, at]));
  const columns = full ? levels.map((level) => ({ suffix: level, values: levels.map((other) => (other === level ? 1 : 0)) })) : contrastColumns(variable.contrasts, levels);
  return columns.map(({ suffix, values }) => ({
    name: naming === 'glm' ? variable.label + suffix : `${variable.source}=${suffix}`,
    values: Float64Array.from(rows, (row) => values[place.get(String(variable.cells[row])) ?? -1] ?? NaN),
  }));
}

/** The columns of a variable; a factor gives one a level, without the reference unless `full`. */
export function variableColumns(variable: ModelVariable, rows: readonly number[], options: ColumnOptions): NamedColumn[] {
  const glm = options.naming === 'glm';
  if (variable.kind === 'numeric') return [{ name: glm ? variable.label : variable.source, values: Float64Array.from(rows, (row) => Number(variable.cells[row])) }];
  if (variable.kind === 'factor') return factorColumns(variable, rows, options);
  if (variable.kind === 'basis') {
    const { basis } = variable;
    const found = rows.map((row) => (basis.kind === 'polynomial' ? polynomialValues(Number(variable.cells[row]), basis) : bSplineValues(Number(variable.cells[row]), basis)));
    const named = (place: number): string => (variable.suffix === 'place' ? String(place + 1) : variable.source + (place === 0 ? '' : `^${place + 1}`));
    return (found[0] ?? []).map((_, place) => ({ name: (glm || variable.suffix === 'place' ? variable.label : '') + named(place), values: Float64Array.from(found, (values) => values[place] ?? NaN) }));
  }
  const basis = rows.map((row) => splineBasis(Number(variable.cells[row]), variable.knots));
  return Array.from({ length: variable.knots.length - 1 }, (_, place) => ({
    name: (glm ? variable.label : '') + variable.source + "'".repeat(place),
    values: Float64Array.from(basis, (values) => values[place] ?? NaN),
  }));
}
