import { dataTable } from '../table/data-table.ts';
import { designMatrix } from './design-matrix.ts';
import { parseFormula } from './model-formula.ts';

const table = dataTable([['y', [0, 1, 0, 1, null]], ['a', [1, 2, 3, 4, 5]], ['b', [2, 1, 5, 3, 1]], ['g', ['u', 'v', 'w', 'u', 'z']], ['h', ['p', 'q', 'p', 'q', 'p']]]);

function columnsOf(text: string): unknown {
  const formula = parseFormula(text);
  const design = formula.ok ? designMatrix(formula.value, table) : formula;
  return design.ok ? design.value.columns.map(({ name }) => name) : design.refusal.code;
}

describe('model formulas', () => {
  it.each<[string, unknown]>([
    ['y ~ 1', ['(Intercept)']],
    ['y ~ a', ['(Intercept)', 'a']],
    ['y ~ a - 1', ['a']],
    ['y ~ 0 + a', ['a']],
    ['y ~ a*b', ['(Intercept)', 'a', 'b', 'a:b']],
    ['y ~ a:b + a', ['(Intercept)', 'a', 'a:b']],
    ['y ~ (a + b)^2 - a:b', ['(Intercept)', 'a', 'b']],
    ['y ~ g', ['(Intercept)', 'gv', 'gw']],
    ['y ~ g - 1', ['gu', 'gv', 'gw']],
    ['y ~ a:h', ['(Intercept)', 'a:hp', 'a:hq']],
    ['y ~ a*h', ['(Intercept)', 'a', 'hq', 'a:hq']],
    ['y ~ I(a^2) + log(b) + I(a >= 3)', ['(Intercept)', 'I(a^2)', 'log(b)', 'I(a >= 3)TRUE']],
    ['y ~ factor(a)', ['(Intercept)', 'factor(a)2', 'factor(a)3', 'factor(a)4']],
    ['y ~ relevel(g, ref = "w")', ['(Intercept)', 'relevel(g, ref = "w")u', 'relevel(g, ref = "w")v']],
    ['y ~ rcs(a, c(1, 2, 4))', ['(Intercept)', 'rcs(a, c(1, 2, 4))a', "rcs(a, c(1, 2, 4))a'"]],
    ['y ~ a + offset(b)', ['(Intercept)', 'a']],
    ['y ~ missing', 'column-unknown'],
    ['a ~ b', 'outcome-not-binary'],
    ['y a', 'expression-unreadable'],
    ['y + a', 'formula-unreadable'],
    ['y ~ 2', 'formula-unreadable'],
    ['y ~ "a"', 'formula-unreadable'],
    ['y ~ .', 'formula-unreadable'],
    ['y ~ a^b', 'formula-unreadable'],
    ['y ~ a +', 'expression-unreadable'],
    ['y ~ poly(a, 2)', ['(Intercept)', 'poly(a, 2)1', 'poly(a, 2)2']], ['y ~ ns(a, 2)', 'function-unknown'],
    ['y ~ ns(a, 3)', 'function-unknown'],
    ['y ~ rcs(a, 2)', 'too-few-knots'],
    ['y ~ a/h', ['(Intercept)', 'a', 'a:hq']],
    ['y ~ I(a %in% c(1, 2))', ['(Intercept)', 'I(a %in% c(1, 2))TRUE']],
  ])('%s', (text, wanted) => {
    expect(columnsOf(text)).toEqual(wanted);
  });

  it('leaves rows with anything missing out and counts them', () => {
    const formula = parseFormula('y ~ a');
    const design = formula.ok ? designMatrix(formula.value, table) : formula;
    expect(design.ok && [design.value.rows, design.value.dropped]).toEqual([[0, 1, 2, 3], 1]);
  });
});
