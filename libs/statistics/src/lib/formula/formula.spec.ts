import { dataTable } from '../table/data-table.ts';
import { designMatrix } from './design-matrix.ts';
import { parseFormula } from './model-formula.ts';

const table = dataTable([['y', [0, 1, 0, 1, null]], ['a', [1, 2, 3, 4, 5]], ['b', [2, 1, 5, 3, 1]], ['g', ['u', 'v', 'w', 'u', 'z']], ['h', ['p', 'q', 'p', 'q', 'p']]]);

function columnsOf(text: string): unknown {
  const formula = parseFormula(text, [...table.columns.keys()]);
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
    ['y ~ . - h', ['(Intercept)', 'a', 'b', 'gv', 'gw']],
    ['I(a > 2) ~ (.)^2 - y - y:b - y:g - y:h - b:g - b:h - g:h - g - h', ['(Intercept)', 'b']],
    ['y ~ !(a > 2)', ['(Intercept)', '!(a > 2)TRUE']],
    ['y ~ mean(a)', 'lengths-differ'],
    ['y ~ ordered(b)', ['(Intercept)', 'ordered(b).L', 'ordered(b).Q', 'ordered(b).C']],
    ['y ~ factor(b, c(5, 3, 2, 1))', ['(Intercept)', 'factor(b, c(5, 3, 2, 1))3', 'factor(b, c(5, 3, 2, 1))2', 'factor(b, c(5, 3, 2, 1))1']],
    ['y ~ C(g, contr.sum)', ['(Intercept)', 'C(g, contr.sum)1', 'C(g, contr.sum)2']],
    ['y ~ C(g, contr.mine)', 'arguments-wrong'],
    ['y ~ factor(g, exclude = "u")', 'arguments-wrong'],
    ['y ~ relevel(factor(g, levels = c("w", "v", "u")), ref = "v")', ['(Intercept)', 'relevel(factor(g, levels = c("w", "v", "u")), ref = "v")w', 'relevel(factor(g, levels = c("w", "v", "u")), ref = "v")u']],
    ["factor(h, levels = c('q', 'p')) ~ a", ['(Intercept)', 'a']],
    ['factor(g) ~ a', 'outcome-not-binary'],
    ["y ~ interaction(g, h, sep = '-')", ['w-p', 'u-q', 'v-q'].reduce((names, level) => [...names, `interaction(g, h, sep = "-")${level}`], ['(Intercept)'])],
    ['y ~ a^b', 'formula-unreadable'],
    ['y ~ a +', 'expression-unreadable'],
    ['y ~ poly(a, 2)', ['(Intercept)', 'poly(a, 2)1', 'poly(a, 2)2']], 
    ['y ~ ns(a, 2)', ['(Intercept)', 'ns(a, 2)1', 'ns(a, 2)2']],
    ['y ~ splines::bs(a, degree = 2, knots = 3)', ['(Intercept)', 'splines::bs(a, degree = 2, knots = 3)1', 'splines::bs(a, degree = 2, knots = 3)2', 'splines::bs(a, degree = 2, knots = 3)3']],
    ['y ~ bs(a, df = 1)', 'arguments-wrong'],
    ['y ~ bs(a, Boundary.knots = c(2, 4))', 'arguments-wrong'],
    ['y ~ ns(g, 3)', 'text-in-arithmetic'],
    ['y ~ splines::a', 'expression-unreadable'],
    ['y ~ lsp(a, 3)', 'function-unknown'],
    ['y ~ rcs(a, 2)', 'too-few-knots'],
    ['y ~ a/h', ['(Intercept)', 'a', 'a:hq']],
    ['y ~ I(a %in% c(1, 2))', ['(Intercept)', 'I(a %in% c(1, 2))TRUE']],
  ])('%s', (text, wanted) => {
    expect(columnsOf(text)).toEqual(wanted);
  });

  it('does not take the point where no table is named', () => expect(parseFormula('y ~ .')).toMatchObject({ ok: false, refusal: { code: 'formula-unreadable' } }));

  it('refuses more cells than a fit takes before it lays out their columns', () => {
    const column = Array.from({ length: 1200 }, (_, row) => row % 2);
    const names = Array.from({ length: 30 }, (_, at) => `x${at}`);
    const wide = dataTable(['y', ...names].map((name) => [name, column]));
    const formula = parseFormula('y ~ (.)^3', [...wide.columns.keys()]);
    expect(formula.ok && designMatrix(formula.value, wide)).toMatchObject({ ok: false, refusal: { code: 'too-many-rows', facts: { limit: 5_000_000, given: 5_431_200 } } });
  });

  it('leaves rows with anything missing out and counts them', () => {
    const formula = parseFormula('y ~ a');
    const design = formula.ok ? designMatrix(formula.value, table) : formula;
    expect(design.ok && [design.value.rows, design.value.dropped]).toEqual([[0, 1, 2, 3], 1]);
  });
});
