import { ok, refuse, type Result } from '@echocohort/kernel';
import type { Argument, Expression } from './syntax-tree.ts';
import { tokenAt, type Token } from './tokens.ts';

/** Leaves the descent at the first place that cannot be read; never leaves this file. */
class Unreadable extends Error {
  constructor(
    readonly at: Token,
    readonly wanted: string,
  ) {
    super(wanted);
  }
}

/** How tightly the operators between two operands bind, after R's table of operators (R language definition, 10.4.2). */
const BINDING: Readonly<Record<string, number>> = {
  '~': 1, '|': 2, '||': 2, '&': 3, '&&': 3, '==': 5, '!=': 5, '<': 5, '>': 5, '<=': 5, '>=': 5, '+': 6, '-': 6, '*': 7, '/': 7, '%in%': 8, '%%': 8, '%/%': 8, ':': 9, '^': 11,
};
const NOT = 4;
const SIGN = 10;

const CONSTANTS: Readonly<Record<string, Expression>> = {
  TRUE: { kind: 'logical', value: true },
  FALSE: { kind: 'logical', value: false },
  T: { kind: 'logical', value: true },
  F: { kind: 'logical', value: false },
  NA: { kind: 'missing' },
  NaN: { kind: 'number', value: NaN },
  Inf: { kind: 'number', value: Infinity },
};

/** Operator precedence descent over the tokens of one text. */
class Reader {
  private token: Token;
  /** The end of the last token that was taken. */
  end = 0;

  constructor(private readonly text: string) {
    this.token = tokenAt(text, 0);
  }

  get next(): Token {
    return this.token;
  }

  private take(): Token {
    const taken = this.token;
    this.end = taken.to;
    this.token = tokenAt(this.text, taken.to);
    return taken;
  }

  private isOperator(text: string): boolean {
    return this.token.kind === 'operator' && this.token.text === text;
  }

  expression(least = 0): Expression {
    let left = this.operand();
    for (;;) {
      const operator = this.token.text;
      const binding = this.token.kind === 'operator' ? (BINDING[operator] ?? -1) : -1;
      if (binding < 0 || binding < least) return left;
      this.take();
      // ^ associates to the right, all others to the left.
      left = { kind: 'binary', operator, left, right: operator === '^' ? this.expression(SIGN) : this.expression(binding + 1) };
    }
  }

  private operand(): Expression {
    const token = this.take();
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text.replace('L', '')) };
    if (token.kind === 'text') return { kind: 'text', value: token.text.slice(1, -1) };
    if (token.kind === 'name') return this.named(token);
    if (token.text === '(' && token.kind === 'operator') {
      const inner = this.expression();
      this.close();
      return { kind: 'group', inner };
    }
    if (token.kind === 'operator' && ['-', '+', '!', '~'].includes(token.text)) {
      return { kind: 'unary', operator: token.text, operand: this.expression(token.text === '!' ? NOT : token.text === '~' ? 1 : SIGN) };
    }
    throw new Unreadable(token, 'a column, a number or a function');
  }

  private named(token: Token): Expression {
    if (token.text.startsWith('`')) return { kind: 'name', name: token.text.slice(1, -1) };
    if (this.isOperator('(') && this.token.from === token.to) {
      this.take();
      const [from, name] = token.text.includes('::') ? token.text.split('::') : [undefined, token.text];
      return { kind: 'call', name: name ?? '', arguments: this.callArguments(), ...(from === undefined ? {} : { from }) };
    }
    if (token.text.includes('::')) throw new Unreadable(token, 'a column, a number or a function');
    return (Object.hasOwn(CONSTANTS, token.text) ? CONSTANTS[token.text] : undefined) ?? { kind: 'name', name: token.text };
  }

  private callArguments(): Argument[] {
    const found: Argument[] = [];
    if (!this.isOperator(')')) {
      do {
        if (found.length > 0) this.take();
        const value = this.expression();
        if (this.isOperator('=') && value.kind === 'name') {
          this.take();
          found.push({ name: value.name, value: this.expression() });
        } else found.push({ name: null, value });
      } while (this.isOperator(','));
    }
    this.close();
    return found;
  }

  private close(): void {
    if (!this.isOperator(')')) throw new Unreadable(this.token, 'a closing bracket');
    this.take();
  }
}

function unreadable(text: string, { at, wanted }: Unreadable): Result<never> {
  const found = at.kind === 'end' ? 'the end' : `"${at.text}"`;
  return refuse({ code: 'expression-unreadable', detail: `At character ${at.from + 1} of the expression ${wanted} was expected; found was ${found}.`, facts: { text, position: at.from + 1 } });
}

/** Reads an expression at the beginning of a text and says where it ends; what follows is free. */
export function parseExpressionPrefix(text: string): Result<{ readonly expression: Expression; readonly end: number }> {
  try {
    const reader = new Reader(text);
    return ok({ expression: reader.expression(), end: reader.end });
  } catch (error) {
    if (error instanceof Unreadable) return unreadable(text, error);
    throw error;
  }
}

/** Reads a whole text as one expression: arithmetic, comparisons, `& | !`, `%in%`, and calls. Nothing of it is ever run as code. */
export function parseExpression(text: string): Result<Expression> {
  const read = parseExpressionPrefix(text);
  if (!read.ok) return read;
  const rest = tokenAt(text, read.value.end);
  return rest.kind === 'end' ? ok(read.value.expression) : unreadable(text, new Unreadable(rest, 'an operator or the end'));
}
