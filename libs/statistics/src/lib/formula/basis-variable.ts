import { ok, refuse, type Result } from '@echocohort/kernel';
import { evaluateExpression, evaluateRows } from '../expression/evaluate-expression.ts';
import { matchedArguments } from '../expression/match-arguments.ts';
import type { Expression } from '../expression/syntax-tree.ts';
import type { Cell, DataTable } from '../table/data-table.ts';
import { bSplineBasis } from './b-spline-basis.ts';
import { sourceOf, type ModelVariable } from './model-variable.ts';
import { orthogonalPolynomials, powers } from './polynomial-basis.ts';
import { splineKnots } from './spline-basis.ts';

type Call = Extract<Expression, { kind: 'call' }>;
type Maker = (node: Call, label: string, table: DataTable) => Result<ModelVariable>;

/** The first argument as numbers, and the others by name. */
interface Given {
  readonly expression: Expression;
  readonly cells: readonly Cell[];
  readonly present: readonly number[];
  readonly missing: boolean;
  readonly other: ReadonlyMap<string, Expression>;
}

function given(node: Call, label: string, table: DataTable, parameters: readonly string[]): Result<Given> {
  const matched = matchedArguments(node.name, node.arguments, parameters);
  if (!matched.ok) return matched;
  const expression = matched.value.get(parameters[0] ?? '');
  if (expression === undefined) return refuse({ code: 'formula-unreadable', detail: `${label} names no column.` });
  const values = evaluateRows(expression, table);
  if (!values.ok) return values;
  const { kind, cells } = values.value;
  if (kind === 'text') return refuse({ code: 'text-in-arithmetic', detail: `${label} needs numbers.` });
  const present = cells.filter((cell): cell is number => typeof cell === 'number' && Number.isFinite(cell));
  return ok({ expression, cells, present, missing: present.length < cells.length, other: matched.value });
}

function numbers(expression: Expression | undefined, table: DataTable): Result<readonly number[] | null> {
  if (expression === undefined) return ok(null);
  const found = evaluateExpression(expression, table);
  return found.ok ? ok(found.value.cells.filter((cell): cell is number => typeof cell === 'number')) : found;
}

const restricted: Maker = (node, label, table) => {
  const found = given(node, label, table, ['x', 'parms']);
  if (!found.ok) return found;
  const { expression, cells, present, other } = found.value;
  const asked = numbers(other.get('parms'), table);
  if (!asked.ok) return asked;
  const wish = asked.value ?? [5];
  const count = wish[0] ?? 5;
  const knots = wish.length > 1 ? [...wish].sort((a, b) => a - b) : splineKnots(present, count);
  if (new Set(knots).size < 3 || knots.some((knot) => !Number.isFinite(knot)) || (wish.length === 1 && (count < 3 || !Number.isInteger(count)))) {
    return refuse({ code: 'too-few-knots', detail: `${label} needs at least three knots at different values.` });
  }
  if (knots.some((knot, at) => at > 0 && knot <= (knots[at - 1] ?? -Infinity))) return refuse({ code: 'too-few-values', detail: `${label}: there are too few different values for so many knots.` });
  return ok({ kind: 'spline', label, source: sourceOf(expression), expression, cells, knots });
};

/** `poly(x, 2)`, orthogonal or with `raw = TRUE`, and `pol(x, 2)` of rms, which is raw. */
const polynomial: Maker = (node, label, table) => {
  const rms = node.name === 'pol';
  const found = given(node, label, table, rms ? ['x', 'parms'] : ['x', 'degree', 'coefs', 'raw']);
  if (!found.ok) return found;
  const { expression, cells, present, missing, other } = found.value;
  const asked = numbers(other.get(rms ? 'parms' : 'degree'), table);
  if (!asked.ok) return asked;
  const degree = asked.value === null ? (rms ? 2 : 1) : asked.value.length === 1 ? (asked.value[0] ?? NaN) : NaN;
  if (!Number.isInteger(degree) || degree < 1 || degree >= new Set(present).size) return refuse({ code: 'too-few-values', detail: `${label}: the degree must be a whole number below the number of different values.` });
  const wish = other.get('raw');
  if (other.has('coefs') || (wish !== undefined && wish.kind !== 'logical')) return refuse({ code: 'arguments-wrong', detail: `${label}: poly takes a column, a degree and raw = TRUE or FALSE.` });
  const raw = rms || (wish?.kind === 'logical' && wish.value);
  if (!raw && missing) return refuse({ code: 'missing-values', detail: `${label}: orthogonal polynomials need a value in every row; leave the others out first (a filter), or take raw = TRUE.` });
  return ok({ kind: 'basis', label, source: sourceOf(expression), expression, cells, basis: raw ? powers(degree) : orthogonalPolynomials(present, degree), suffix: rms ? 'power' : 'place' });
};

/** `bs` and `ns` of R's splines package. */
const bSpline: Maker = (node, label, table) => {
  const natural = node.name === 'ns';
  const found = given(node, label, table, natural ? ['x', 'df', 'knots', 'intercept', 'Boundary.knots'] : ['x', 'df', 'knots', 'degree', 'intercept', 'Boundary.knots']);
  if (!found.ok) return found;
  const { expression, cells, present, other } = found.value;
  const [df, inner, degrees, ends] = [numbers(other.get('df'), table), numbers(other.get('knots'), table), numbers(other.get('degree'), table), numbers(other.get('Boundary.knots'), table)];
  for (const asked of [df, inner, degrees, ends]) if (!asked.ok) return asked;
  const flag = other.get('intercept');
  const [low, high] = ends.ok ? (ends.value?.toSorted((a, b) => a - b) ?? []) : [];
  const degree = (degrees.ok ? degrees.value?.[0] : null) ?? 3;
  const basis = Number.isInteger(degree) && degree >= 1 && (flag === undefined || flag.kind === 'logical')
    ? bSplineBasis(present, {
        natural, degree, df: inner.ok && inner.value ? null : ((df.ok ? df.value?.[0] : null) ?? (natural ? 1 : null)), inner: inner.ok ? inner.value : null,
        intercept: flag?.kind === 'logical' && flag.value, boundary: low === undefined || high === undefined ? null : [low, high],
      })
    : null;
  if (basis === null) return refuse({ code: 'arguments-wrong', detail: `${label}: degrees of freedom, knots or degree do not make a spline of these values.` });
  if (!natural && present.some((value) => value < (basis.knots[0] ?? NaN) || value > (basis.knots.at(-1) ?? NaN))) return refuse({ code: 'arguments-wrong', detail: `${label}: there are values beyond the boundary knots.` });
  return ok({ kind: 'basis', label, source: sourceOf(expression), expression, cells, basis, suffix: 'place' });
};

const MAKERS: ReadonlyMap<string, Maker> = new Map([['rcs', restricted], ['poly', polynomial], ['pol', polynomial], ['bs', bSpline], ['ns', bSpline]]);

/** What makes several columns of one variable: splines and polynomials. Undefined for any other call. */
export const basisMaker = (name: string): Maker | undefined => MAKERS.get(name);
