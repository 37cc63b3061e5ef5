import { ok, refuse, type Result } from '@echocohort/kernel';
import { parseExpression } from '../expression/parse-expression.ts';
import { columnsRead, writeExpression, type Expression } from '../expression/syntax-tree.ts';

/** A term of a model: one variable, or several that interact. Variables are places in the formula's list. */
export interface ModelTerm {
  readonly label: string;
  readonly variables: readonly number[];
}

/** A model formula, written out: `y ~ a*b` has the terms a, b and a:b. */
export interface ModelFormula {
  readonly text: string;
  readonly response: Expression;
  readonly intercept: boolean;
  /** Variables (columns or expressions of columns) in the order in which they first appear. */
  readonly variables: readonly Expression[];
  readonly terms: readonly ModelTerm[];
  /** Added to the linear predictor with a coefficient of one. */
  readonly offsets: readonly Expression[];
}

class NotAFormula extends Error {}

/** A set of variables; the empty set is the intercept. */
type Part = readonly number[];

const key = (part: Part): string => part.join(':');
const union = (...parts: readonly Part[]): Part => [...new Set(parts.flat())].sort((a, b) => a - b);

function distinct(parts: readonly Part[]): Part[] {
  const seen = new Map(parts.map((part): [string, Part] => [key(part), part]));
  return [...seen.values()];
}

const cross = (left: readonly Part[], right: readonly Part[]): Part[] => distinct(left.flatMap((a) => right.map((b) => union(a, b))));

/** Writes out the right side of a formula after Wilkinson and Rogers (1973), as R does. */
class Expansion {
  readonly variables: Expression[] = [];
  readonly offsets: Expression[] = [];

  /** `columns`: what the point stands for; null where no table was named. */
  constructor(private readonly columns: readonly string[] | null) {}

  parts(node: Expression): Part[] {
    if (node.kind === 'group') return this.parts(node.inner);
    if (node.kind === 'number') return this.constant(node.value);
    if (['text', 'logical', 'missing', 'call'].includes(node.kind) && columnsRead(node).length === 0) throw new NotAFormula(`${writeExpression(node)} names no column`);
    if (node.kind === 'name' && node.name === '.') return this.others();
    if (node.kind === 'unary' && node.operator !== '!') return node.operator === '-' ? [] : this.parts(node.operand);
    if (node.kind === 'call' && node.name === 'offset') {
      const inner = node.arguments[0];
      if (inner === undefined || node.arguments.length > 1) throw new NotAFormula('offset takes one expression');
      this.offsets.push(inner.value);
      return [];
    }
    return node.kind === 'binary' ? this.joined(node.operator, node.left, node.right) : [[this.place(node)]];
  }

  /** The point: every column of the table but those of the outcome, as R takes it. */
  private others(): Part[] {
    if (this.columns === null) throw new NotAFormula('the point for all other columns needs a table; name the columns');
    return this.columns.map((name) => [this.place({ kind: 'name', name })]);
  }

  private constant(value: number): Part[] {
    if (value === 1) return [[]];
    if (value === 0) return [];
    throw new NotAFormula(`the number ${value} is no term (write I(...) for arithmetic)`);
  }

  private place(node: Expression): number {
    const text = writeExpression(node);
    const known = this.variables.findIndex((variable) => writeExpression(variable) === text);
    return known >= 0 ? known : this.variables.push(node) - 1;
  }

  private joined(operator: string, leftNode: Expression, rightNode: Expression): Part[] {
    if (operator === '^') return this.power(this.parts(leftNode), rightNode);
    // An arithmetic comparison of columns is a variable of its own, as in R.
    if (!['+', '-', '*', ':', '/', '%in%'].includes(operator)) return [[this.place({ kind: 'binary', operator, left: leftNode, right: rightNode })]];
    const left = this.parts(leftNode);
    const right = this.parts(rightNode);
    switch (operator) {
      case '+': return rightNode.kind === 'number' && rightNode.value === 0 ? left.filter((part) => part.length > 0) : distinct([...left, ...right]);
      case '-': {
        const gone = new Set(right.map(key));
        const kept = left.filter((part) => !gone.has(key(part)));
        return rightNode.kind === 'number' && rightNode.value === 0 ? distinct([[], ...left]) : kept;
      }
      case '*': return distinct([...left, ...right, ...cross(left, right)]);
      case '/': return distinct([...left, ...cross([union(...left)], right)]);
      default: return cross(left, right);
    }
  }

  private power(base: readonly Part[], exponent: Expression): Part[] {
    if (exponent.kind !== 'number' || !Number.isInteger(exponent.value) || exponent.value < 1) throw new NotAFormula('^ in a formula takes a whole number (write I(x^2) for a power)');
    let parts = [...base];
    for (let step = 1; step < exponent.value; step++) parts = cross([...parts, []], base).filter((part) => part.length > 0);
    return parts;
  }
}

const withoutGroup = (node: Expression): Expression => (node.kind === 'group' ? withoutGroup(node.inner) : node);

/** Reads `y ~ a + b*c + log(x) + I(x^2) + rcs(x, 4) + factor(g) - 1`; of a table's columns, `y ~ .` too. */
export function parseFormula(text: string, columns: readonly string[] | null = null): Result<ModelFormula> {
  const read = parseExpression(text);
  if (!read.ok) return read;
  const node = withoutGroup(read.value);
  if (node.kind !== 'binary' || node.operator !== '~') return refuse({ code: 'formula-unreadable', detail: 'A model formula has the outcome, a ~ and the terms: outcome ~ a + b.', facts: { text } });
  const outcome = columnsRead(node.left);
  const expansion = new Expansion(columns?.filter((name) => !outcome.includes(name)) ?? null);
  try {
    // The intercept is there unless taken away; adding it first lets "- 1" and "+ 0" remove it.
    const start: Expression = { kind: 'number', value: 1 };
    const parts = expansion.parts(leadingMinus({ kind: 'binary', operator: '+', left: start, right: node.right }));
    const labels = expansion.variables.map(writeExpression);
    const terms = parts.filter((part) => part.length > 0).map((variables) => ({ variables, label: variables.map((place) => labels[place] ?? '').join(':') }));
    terms.sort((a, b) => a.variables.length - b.variables.length);
    return ok({ text, response: node.left, intercept: parts.some((part) => part.length === 0), variables: expansion.variables, terms, offsets: expansion.offsets });
  } catch (error) {
    if (error instanceof NotAFormula) return refuse({ code: 'formula-unreadable', detail: `The formula cannot be read: ${error.message}.`, facts: { text } });
    throw error;
  }
}

/** Moves the added intercept to the very left: 1 + (a + b - 1) must be ((1 + a) + b) - 1. */
function leadingMinus(sum: Extract<Expression, { kind: 'binary' }>): Expression {
  const { left, right } = sum;
  if (right.kind === 'binary' && (right.operator === '+' || right.operator === '-')) {
    return { ...right, left: leadingMinus({ ...sum, left, right: right.left }) };
  }
  if (right.kind === 'unary' && right.operator === '-') return { kind: 'binary', operator: '-', left, right: right.operand };
  return sum;
}
