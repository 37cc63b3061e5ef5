import { ok, refuse, type Result } from '@echocohort/kernel';
import type { Cell, DataTable } from '../table/data-table.ts';
import { cutCells, quantilesOf, ranked, scaled } from './column-transforms.ts';
import { COLUMN_FUNCTIONS, ROW_FUNCTIONS } from './functions.ts';
import type { Argument, Expression } from './syntax-tree.ts';

/** Values of an expression, one a row (a constant: one in all). Truth is 1 and 0. */
export interface Values {
  readonly kind: 'number' | 'text' | 'logical';
  readonly cells: readonly Cell[];
  /** Levels in their order, of a text that was made with one. */
  readonly levels?: readonly string[];
}

/** Leaves the walk with what is wrong; never leaves this file. */
class Wrong extends Error {
  constructor(
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

const recycled = (values: Values, row: number): Cell => values.cells[values.cells.length === 1 ? 0 : row] ?? null;

function together(parts: readonly Values[], kind: Values['kind'], of: (cells: readonly Cell[]) => Cell): Values {
  const length = parts.some(({ cells }) => cells.length === 0) ? 0 : parts.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  if (parts.some(({ cells }) => cells.length !== 1 && cells.length !== length)) throw new Wrong('lengths-differ', 'Two parts of the expression have different numbers of values.');
  return { kind, cells: Array.from({ length }, (_, row) => of(parts.map((part) => recycled(part, row)))) };
}

function numeric(values: Values, what: string): Values {
  if (values.kind === 'text') throw new Wrong('text-in-arithmetic', `${what} needs numbers, and was given text.`);
  return values;
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '/': (a, b) => a / b, '^': (a, b) => (a === 1 || b === 0 ? 1 : a ** b),
  '%%': (a, b) => a - Math.floor(a / b) * b, '%/%': (a, b) => Math.floor(a / b),
};

const COMPARISON: Readonly<Record<string, (a: number | string, b: number | string) => boolean>> = {
  '==': (a, b) => a === b, '!=': (a, b) => a !== b, '<': (a, b) => a < b, '>': (a, b) => a > b, '<=': (a, b) => a <= b, '>=': (a, b) => a >= b,
};

const truth = (value: boolean): number => (value ? 1 : 0);

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
  const decisive = operator.startsWith('&') ? 0 : 1;
  const of = (cell: Cell): number | null => (cell === null || Number.isNaN(cell) ? null : truth(cell !== 0));
  return together([numeric(left, operator), numeric(right, operator)], 'logical', ([a = null, b = null]) => {
    const sides = [of(a), of(b)];
    if (sides.includes(decisive)) return decisive;
    return sides.includes(null) ? null : 1 - decisive;
  });
}

function binary(operator: string, left: Values, right: Values): Values {
  if (operator in COMPARISON) return compared(operator, left, right);
  if (['&', '&&', '|', '||'].includes(operator)) return joined(operator, left, right);
  if (operator === '%in%') {
    const set = new Set(right.cells.map(String));
    return { kind: 'logical', cells: left.cells.map((cell) => truth(cell !== null && set.has(String(cell)))) };
  }
  const of = ARITHMETIC[operator];
  if (of === undefined) throw new Wrong('operator-unknown', `${operator} has no meaning in an expression over columns.`);
  return together([numeric(left, operator), numeric(right, operator)], 'number', ([a, b]) => (typeof a === 'number' && typeof b === 'number' ? of(a, b) : null));
}

const TRANSFORMS = ['cut', 'scale', 'rank', 'quantile', 'interaction'];
const SPECIAL = ['ifelse', 'is.na', 'c', 'I', 'as.character', 'factor', 'as.factor', 'is.finite', 'xor', 'rep'];

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
    if (SPECIAL.includes(name)) return this.special(name, given.map(({ value }) => this.of(value)));
    if (TRANSFORMS.includes(name)) return this.transform(name, given);
    const whole = Object.hasOwn(COLUMN_FUNCTIONS, name) ? COLUMN_FUNCTIONS[name] : undefined;
    if (whole) return this.columnCall(name, given, whole);
    const row = Object.hasOwn(ROW_FUNCTIONS, name) ? ROW_FUNCTIONS[name] : undefined;
    if (row === undefined) throw new Wrong('function-unknown', `There is no function "${name}" in expressions.`);
    if (given.length < row.least || given.length > row.most) throw new Wrong('arguments-wrong', `${name} does not take ${given.length} arguments.`);
    return together(given.map(({ value }) => numeric(this.of(value), name)), 'number', (cells) => {
      const numbers = cells.filter((cell): cell is number => typeof cell === 'number');
      return numbers.length < cells.length ? null : row.of(...numbers);
    });
  }

  private columnCall(name: string, given: readonly Argument[], of: (values: readonly number[]) => number | null): Values {
    const skipping = given.some((argument) => argument.name === 'na.rm' && argument.value.kind === 'logical' && argument.value.value);
    const cells = given.filter((argument) => argument.name !== 'na.rm').flatMap(({ value }) => numeric(this.of(value), name).cells);
    const numbers = cells.filter((cell): cell is number => typeof cell === 'number' && !(skipping && Number.isNaN(cell)));
    return { kind: 'number', cells: [numbers.length < cells.length && !skipping ? null : of(numbers)] };
  }

  /** A truth value given by name; what stands there otherwise is `usual`. */
  private flag(given: readonly Argument[], name: string, usual: boolean): boolean {
    const found = given.find((argument) => argument.name === name);
    return found === undefined ? usual : this.of(found.value).cells[0] === 1;
  }

  private transform(name: string, given: readonly Argument[]): Values {
    const plain = given.filter((argument) => argument.name === null);
    const [first = { kind: 'number' as const, cells: [] }, second] = plain.map(({ value }) => this.of(value));
    const named = (key: string): Values | undefined => given.filter((argument) => argument.name === key).map(({ value }) => this.of(value))[0];
    switch (name) {
      case 'scale': return { kind: 'number', cells: scaled(numeric(first, name).cells, this.flag(given, 'center', true), this.flag(given, 'scale', true)) };
      case 'rank': return { kind: 'number', cells: ranked(numeric(first, name).cells) };
      case 'quantile': return { kind: 'number', cells: quantilesOf(numeric(first, name).cells, (named('probs') ?? second)?.cells.map(Number) ?? [0, 0.25, 0.5, 0.75, 1]) };
      case 'interaction': return together(plain.map(({ value }) => this.of(value)), 'text', (cells) => (cells.includes(null) ? null : cells.map(String).join('.')));
      default: return this.cut(first, named('breaks') ?? second, named('labels'), given);
    }
  }

  private cut(values: Values, breaks: Values | undefined, labels: Values | undefined, given: readonly Argument[]): Values {
    const found = cutCells(numeric(values, 'cut').cells, {
      breaks: breaks?.cells.map(Number) ?? [], labels: labels?.kind === 'text' ? labels.cells.map(String) : null,
      right: this.flag(given, 'right', true), includeLowest: this.flag(given, 'include.lowest', false),
    });
    if (found === null) throw new Wrong('arguments-wrong', 'cut takes different break points, and one label for each interval between them.');
    if (labels?.kind === 'logical') return { kind: 'number', cells: found.cells.map((cell) => (cell === null ? null : found.levels.indexOf(cell) + 1)) };
    return { kind: 'text', cells: found.cells, levels: found.levels };
  }

  private special(name: string, [first = { kind: 'logical', cells: [] }, second, third, ...more]: readonly Values[]): Values {
    switch (name) {
      case 'is.na': return { kind: 'logical', cells: first.cells.map((cell) => truth(cell === null || Number.isNaN(cell))) };
      case 'is.finite': return { kind: 'logical', cells: first.cells.map((cell) => truth(typeof cell === 'number' && Number.isFinite(cell))) };
      case 'as.character': case 'factor': case 'as.factor': return { kind: 'text', cells: first.cells.map((cell) => (cell === null ? null : String(cell))) };
      case 'I': return first;
      case 'c': {
        const parts = [first, second, third, ...more].filter((part) => part !== undefined);
        const kind = parts.some((part) => part.kind === 'text') ? 'text' : parts.every((part) => part.kind === 'logical') ? 'logical' : 'number';
        return { kind, cells: parts.flatMap(({ cells }) => (kind === 'text' ? cells.map((cell) => (cell === null ? null : String(cell))) : cells)) };
      }
      case 'ifelse': {
        if (second === undefined || third === undefined || more.length > 0) throw new Wrong('arguments-wrong', 'ifelse takes a condition, a value and another value.');
        const kind = second.kind === 'text' || third.kind === 'text' ? 'text' : second.kind === third.kind ? second.kind : 'number';
        return together([numeric(first, 'ifelse'), second, third], kind, ([when = null, yes = null, no = null]) => (when === null ? null : when !== 0 ? yes : no));
      }
      default: throw new Wrong('function-unknown', `There is no function "${name}" in expressions.`);
    }
  }
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
  const { kind, cells } = found.value;
  if (cells.length === table.length) return found;
  if (cells.length === 1) return ok({ kind, cells: Array.from({ length: table.length }, () => cells[0] ?? null) });
  return refuse({ code: 'lengths-differ', detail: `The expression has ${cells.length} values for ${table.length} rows.` });
}
