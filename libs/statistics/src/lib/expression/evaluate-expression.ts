import { ok, refuse, type Result } from '@echocohort/kernel';
import type { DataTable } from '../table/data-table.ts';
import { COLUMN_FUNCTIONS, OF_SEVERAL, ROW_FUNCTIONS, type RowFunction } from './functions.ts';
import { manyArguments, matchArguments } from './match-arguments.ts';
import { specialFunction } from './special-functions.ts';
import type { Argument, Expression } from './syntax-tree.ts';
import { numeric, together, truth, truthOf, Wrong, type Values } from './values.ts';

export type { Values } from './values.ts';

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '/': (a, b) => a / b, '^': (a, b) => (a === 1 || b === 0 ? 1 : a ** b),
  '%%': (a, b) => a - Math.floor(a / b) * b, '%/%': (a, b) => Math.floor(a / b),
};

const COMPARISON: Readonly<Record<string, (a: number | string, b: number | string) => boolean>> = {
  '==': (a, b) => a === b, '!=': (a, b) => a !== b, '<': (a, b) => a < b, '>': (a, b) => a > b, '<=': (a, b) => a <= b, '>=': (a, b) => a >= b,
};

function compared(operator: string, left: Values, right: Values): Values {
  const of = COMPARISON[operator] ?? (() => false);
  const asText = left.kind === 'text' || right.kind === 'text';
  return together([left, right], 'logical', ([a = null, b = null]) => {
    if (a === null || b === null) return null;
    if (asText) return truth(of(String(a), String(b)));
    return Number.isNaN(a) || Number.isNaN(b) ? null : truth(of(a, b));
  });
}

/** R's three-valued logic: FALSE & NA is FALSE, TRUE | NA is TRUE. */
function joined(operator: string, left: Values, right: Values): Values {
  const decisive = !operator.startsWith('&');
  return together([numeric(left, operator), numeric(right, operator)], 'logical', (cells) => {
    const sides = cells.map(truthOf);
    if (sides.includes(decisive)) return truth(decisive);
    return sides.includes(null) ? null : truth(!decisive);
  });
}

/** `1:3`, and nothing but numbers on either side. */
function range(left: Values, right: Values): Values {
  const [from, to] = [left.cells[0], right.cells[0]];
  if (left.cells.length !== 1 || right.cells.length !== 1 || typeof from !== 'number' || typeof to !== 'number') throw new Wrong('operator-unknown', 'Between columns : has no meaning in an expression; it stands between two numbers.');
  const step = to < from ? -1 : 1;
  return { kind: 'number', cells: Array.from({ length: Math.floor(Math.abs(to - from)) + 1 }, (_, at) => from + at * step) };
}

function binary(operator: string, left: Values, right: Values): Values {
  if (operator in COMPARISON) return compared(operator, left, right);
  if (['&', '&&', '|', '||'].includes(operator)) return joined(operator, left, right);
  if (operator === '%in%') {
    const set = new Set(right.cells.map(String));
    return { kind: 'logical', cells: left.cells.map((cell) => truth(cell !== null && set.has(String(cell)))) };
  }
  if (operator === ':') return range(left, right);
  const of = ARITHMETIC[operator];
  if (of === undefined) throw new Wrong('operator-unknown', `${operator} has no meaning in an expression over columns.`);
  return together([numeric(left, operator), numeric(right, operator)], 'number', ([a, b]) => (typeof a === 'number' && typeof b === 'number' ? of(a, b) : null));
}

/** Walks one expression over one table. */
class Evaluation {
  constructor(private readonly table: DataTable) {}

  of(expression: Expression): Values {
    switch (expression.kind) {
      case 'number': return { kind: 'number', cells: [expression.value] };
      case 'text': return { kind: 'text', cells: [expression.value] };
      case 'logical': return { kind: 'logical', cells: [truth(expression.value)] };
      case 'missing': return { kind: 'logical', cells: [null] };
      case 'group': return this.of(expression.inner);
      case 'name': return this.column(expression.name);
      case 'unary': return this.unary(expression.operator, this.of(expression.operand));
      case 'binary': return binary(expression.operator, this.of(expression.left), this.of(expression.right));
      case 'call': return this.call(expression.name, expression.arguments);
    }
  }

  private column(name: string): Values {
    const cells = this.table.columns.get(name);
    if (cells === undefined) throw new Wrong('column-unknown', `The table has no column "${name}".`);
    return { kind: cells.some((cell) => typeof cell === 'string') ? 'text' : 'number', cells };
  }

  private unary(operator: string, values: Values): Values {
    const given = numeric(values, operator);
    if (operator === '!') return { kind: 'logical', cells: given.cells.map((cell) => (cell === null || Number.isNaN(cell) ? null : truth(cell === 0))) };
    if (operator === '~') throw new Wrong('operator-unknown', 'A formula stands where an expression over columns was expected.');
    return { kind: 'number', cells: given.cells.map((cell) => (typeof cell === 'number' ? (operator === '-' ? -cell : cell) : null)) };
  }

  private call(name: string, given: readonly Argument[]): Values {
    const special = specialFunction(name);
    if (special) return special(given, (expression) => this.of(expression));
    const whole = Object.hasOwn(COLUMN_FUNCTIONS, name) ? COLUMN_FUNCTIONS[name] : undefined;
    if (whole) return this.columnCall(name, given, whole);
    const row = Object.hasOwn(ROW_FUNCTIONS, name) ? ROW_FUNCTIONS[name] : undefined;
    if (row === undefined) throw new Wrong('function-unknown', `There is no function "${name}" in expressions.`);
    return this.rowCall(name, given, row);
  }

  private rowCall(name: string, given: readonly Argument[], { parameters, least, of }: RowFunction): Values {
    const { values, named } = parameters === null ? manyArguments(name, given, ['na.rm']) : inOrder(matchArguments(name, given, parameters), parameters);
    if (values.length < least) throw new Wrong('arguments-wrong', `${name} does not take ${values.length} arguments.`);
    const skipping = this.isTrue(named.get('na.rm'));
    return together(values.map((value) => numeric(this.of(value), name)), 'number', (cells) => {
      const numbers = cells.filter((cell): cell is number => typeof cell === 'number' && !(skipping && Number.isNaN(cell)));
      return numbers.length === 0 || (numbers.length < cells.length && !skipping) ? null : of(...numbers);
    });
  }

  private columnCall(name: string, given: readonly Argument[], of: (values: readonly number[]) => number | null): Values {
    const { values, named } = manyArguments(name, given, ['na.rm', 'x']);
    const skipping = this.isTrue(named.get('na.rm'));
    const first = named.get('x');
    const taken = first === undefined ? values : [first, ...values];
    if (taken.length === 0 || (taken.length > 1 && !OF_SEVERAL.has(name))) throw new Wrong('arguments-wrong', `${name} does not take ${taken.length} arguments.`);
    const cells = taken.flatMap((value) => numeric(this.of(value), name).cells);
    const numbers = cells.filter((cell): cell is number => typeof cell === 'number' && !(skipping && Number.isNaN(cell)));
    return { kind: 'number', cells: [numbers.length < cells.length && !skipping ? null : of(numbers)] };
  }

  private isTrue(expression: Expression | undefined): boolean {
    return expression !== undefined && this.of(expression).cells[0] === 1;
  }
}

/** Matched arguments in the order of the parameters, up to the first that is absent. */
function inOrder(matched: ReadonlyMap<string, Expression>, parameters: readonly string[]): { values: readonly Expression[]; named: ReadonlyMap<string, Expression> } {
  return { values: parameters.flatMap((parameter) => matched.get(parameter) ?? []), named: new Map() };
}

/** The values of an expression, one for each row of the table (one in all where it is a constant). */
export function evaluateExpression(expression: Expression, table: DataTable): Result<Values> {
  try {
    return ok(new Evaluation(table).of(expression));
  } catch (error) {
    if (error instanceof Wrong) return refuse({ code: error.code, detail: error.message });
    throw error;
  }
}

/** As `evaluateExpression`, with a constant repeated for every row. */
export function evaluateRows(expression: Expression, table: DataTable): Result<Values> {
  const found = evaluateExpression(expression, table);
  if (!found.ok) return found;
  const { cells } = found.value;
  if (cells.length === table.length) return found;
  if (cells.length === 1) return ok({ ...found.value, cells: Array.from({ length: table.length }, () => cells[0] ?? null) });
  return refuse({ code: 'lengths-differ', detail: `The expression has ${cells.length} values for ${table.length} rows.` });
}
