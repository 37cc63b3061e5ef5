/** One argument of a call, with its name if it was given by name (`ref = "b"`). */
export interface Argument {
  readonly name: string | null;
  readonly value: Expression;
}

/** What an expression over columns, or one side of a model formula, is made of. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'logical'; readonly value: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'group'; readonly inner: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Argument[]; /** As in `splines::ns(x, 3)`: written back, without meaning of its own. */ readonly from?: string }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression };

/** R writes these without spaces around them. */
const TIGHT = new Set(['^', ':', '/', '%%', '%/%']);

/** A number as R writes it: in full unless powers of ten are shorter (100 but 1e+05, 0.001 but 1e-04). */
function writeNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Inf' : '-Inf';
  const powers = value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  const full = String(value);
  return full.includes('e') || full.length > powers.length ? powers : full;
}

/** An expression as R writes it back: the names of model terms are made of it. */
export function writeExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return writeNumber(expression.value);
    case 'text':
      return JSON.stringify(expression.value);
    case 'logical':
      return expression.value ? 'TRUE' : 'FALSE';
    case 'missing':
      return 'NA';
    case 'name':
      return expression.name;
    case 'group':
      return `(${writeExpression(expression.inner)})`;
    case 'call':
      return `${expression.from === undefined ? '' : `${expression.from}::`}${expression.name}(${expression.arguments.map(({ name, value }) => (name === null ? '' : `${name} = `) + writeExpression(value)).join(', ')})`;
    case 'unary':
      return `${expression.operator}${writeExpression(expression.operand)}`;
    case 'binary': {
      const gap = TIGHT.has(expression.operator) ? '' : ' ';
      return `${writeExpression(expression.left)}${gap}${expression.operator}${gap}${writeExpression(expression.right)}`;
    }
  }
}

/** The columns that an expression reads, each once, in their order. */
export function columnsRead(expression: Expression): string[] {
  switch (expression.kind) {
    case 'name':
      return [expression.name];
    case 'group':
      return columnsRead(expression.inner);
    case 'unary':
      return columnsRead(expression.operand);
    case 'binary':
      return [...new Set([...columnsRead(expression.left), ...columnsRead(expression.right)])];
    case 'call':
      return [...new Set(expression.arguments.flatMap(({ value }) => columnsRead(value)))];
    default:
      return [];
  }
}
