import fc from 'fast-check';
import { dataTable } from '../table/data-table.ts';
import { evaluateRows } from './evaluate-expression.ts';
import { parseExpression, parseExpressionPrefix } from './parse-expression.ts';
import { writeExpression } from './syntax-tree.ts';

const table = dataTable([['x', [1, 4, null]], ['g', ['a', 'b', null]], ['p', [0.5, 0.2, 0.9]]]);

function valuesOf(text: string): unknown {
  const parsed = parseExpression(text);
  const found = parsed.ok ? evaluateRows(parsed.value, table) : parsed;
  return found.ok ? found.value.cells : found.refusal.code;
}

describe('expressions over columns', () => {
  it.each<[string, unknown]>([
    ['x + 1', [2, 5, null]],
    ['-x^2', [-1, -16, null]],
    ['2^3^2', [512, 512, 512]],
    ['log(x, 2)', [0, 2, null]],
    ['sqrt(x) * 10 / 5 - 1', [1, 3, null]],
    ['x >= 4', [0, 1, null]],
    ["g == 'a'", [1, 0, null]],
    ["g %in% c('a', 'c')", [1, 0, 0]],
    ['is.na(x) | x > 2', [0, 1, 1]],
    ['!is.na(x) & x > 2', [0, 1, 0]],
    ["ifelse(is.na(x), 'none', g)", ['a', 'b', 'none']],
    ['plogis(qlogis(p))', [0.5, 0.2, 0.9]],
    ['x > mean(x, na.rm = TRUE)', [0, 1, null]],
    ['y + 1', 'column-unknown'],
    ['g + 1', 'text-in-arithmetic'],
    ['system(x)', 'function-unknown'],
    ['constructor(x)', 'function-unknown'],
    ['log()', 'arguments-wrong'],
    ['x +', 'expression-unreadable'],
    ['(x + 1', 'expression-unreadable'],
    ['x y', 'expression-unreadable'],
    ['x <- 3', 'expression-unreadable'],
    ['log(base = 2, x = x)', [0, 2, null]],
    ['log(x, b = 2)', 'arguments-wrong'],
    ['pmin(x, 2, na.rm = TRUE)', [1, 2, 2]],
    ['round(p * 3 - 0.15, 1)', [1.4, 0.5, 2.6]],
    ['round(x * 0.15 + 124, -1)', [120, 120, null]],
    ['as.numeric(factor(g))', [1, 2, null]],
    ['as.numeric(g)', 'text-in-arithmetic'],
    ["paste(g, x, sep = '-')", ['a-1', 'b-4', 'NA-NA']],
    ['xor(x > 2, p > 0.3)', [1, 1, null]],
    ['x %in% 3:5', [0, 1, 0]],
    ['x:p', 'operator-unknown'],
    ['sum(seq(0, 1, by = 0.25))', [2.5, 2.5, 2.5]],
    ['quantile(x, 0.5)', 'missing-values'],
    ['quantile(x, 0.5, na.rm = TRUE, type = 1)', [1, 1, 1]],
    ['rank(x)', 'missing-values'],
    ['cut(p, 3, dig.lab = 2)', 'arguments-wrong'],
    ['mean(x, trim = 0.1)', 'arguments-wrong'],
    ["factor(g, labels = c('A', 'B'))", 'arguments-wrong'],
    ['x[1]', 'expression-unreadable'],
    ['eval(x)', 'function-unknown'],
  ])('%s', (text, wanted) => {
    const found = valuesOf(text);
    if (!Array.isArray(wanted) || !Array.isArray(found)) expect(found).toEqual(wanted);
    else for (const [row, cell] of wanted.entries()) expect(found[row]).toEqual(typeof cell === 'number' ? expect.closeTo(cell, 12) : cell);
  });

  it('reads as much of a prose as is an expression', () => {
    const read = parseExpressionPrefix('age * 1e-6. A solver may fail');
    expect(read.ok && writeExpression(read.value.expression)).toBe('age * 1e-06');
  });

  it('writes what it reads so that it reads the same again', () => {
    const leaf = fc.constantFrom('x', 'p', '2', '0.5');
    const grown = fc.letrec((tie) => ({
      node: fc.oneof({ maxDepth: 4 }, leaf, fc.tuple(tie('node'), fc.constantFrom('+', '-', '*', '/', '>=', '&'), tie('node')).map(([a, operator, b]) => `(${String(a)}) ${operator} (${String(b)})`)),
    })).node;
    fc.assert(fc.property(grown, (text) => {
      const once = parseExpression(String(text));
      const written = once.ok ? writeExpression(once.value) : '';
      const twice = parseExpression(written);
      expect(twice.ok && writeExpression(twice.value)).toBe(written);
    }));
  });
});
