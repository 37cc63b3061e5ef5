import { seededRandom } from '@echocohort/kernel';
import { dataTable } from '../table/data-table.ts';
import { designMatrix, type Design } from '../formula/design-matrix.ts';
import { parseFormula } from '../formula/model-formula.ts';
import { firthRegression, firthRisk } from './firth.method.ts';

const random = seededRandom('firth-risk');
const x = Array.from({ length: 30 }, () => Math.round(20 * random()) / 10);
/** Nobody with the sign is without the outcome: its odds ratio is infinite by maximum likelihood. */
const sign = x.map((_, row) => (row % 5 === 0 ? 1 : 0));
const y = x.map((value, row) => (sign[row] === 1 || random() < 0.2 + 0.2 * value ? 1 : 0));

function designOf(text: string): Design {
  const formula = parseFormula(text);
  const design = formula.ok ? designMatrix(formula.value, dataTable([['y', y], ['x', x], ['sign', sign], ['moved', x.map((value) => value - 1.3)]])) : formula;
  if (!design.ok) throw new Error(design.refusal.detail);
  return design.value;
}

describe("a patient's risk by Firth's fit", () => {
  const whole = firthRegression(designOf('y ~ x + sign'));

  it('has the limits of the intercept where all columns are nought', () => {
    const risk = firthRisk(designOf('y ~ x + sign'), [1, 0, 0]);
    if (!whole.ok || !risk.ok) throw new Error('refused');
    const [intercept] = whole.value.coefficients;
    expect(risk.value.linearPredictor).toBeCloseTo(intercept?.estimate ?? NaN, 8);
    expect(Math.log(risk.value.interval.lower / (1 - risk.value.interval.lower))).toBeCloseTo(intercept?.interval.lower ?? NaN, 6);
  });

  it('is the same whichever nought a column is measured from', () => {
    const [one, other] = [firthRisk(designOf('y ~ x + sign'), [1, 1.3, 1]), firthRisk(designOf('y ~ moved + sign'), [1, 0, 1])];
    if (!one.ok || !other.ok || !whole.ok) throw new Error('refused');
    expect(one.value.probability).toBeCloseTo(other.value.probability, 8);
    expect(one.value.interval.upper).toBeCloseTo(other.value.interval.upper, 6);
    const [a, b, c] = whole.value.coefficients.map(({ estimate }) => estimate);
    expect(one.value.linearPredictor).toBeCloseTo((a ?? NaN) + 1.3 * (b ?? NaN) + (c ?? NaN), 8);
  });

  it('lies less far to one side than Wald says, where the data bound it on the other', () => {
    const risk = firthRisk(designOf('y ~ x + sign'), [1, 1, 1]);
    if (!risk.ok) throw new Error(risk.refusal.detail);
    const logit = (p: number): number => Math.log(p / (1 - p));
    const { linearPredictor, interval } = risk.value;
    expect(logit(interval.upper) - linearPredictor).toBeGreaterThan(linearPredictor - logit(interval.lower));
  });

  it.each([
    ['without intercept', 'y ~ x - 1', [1], 'no-intercept'],
    ['with a value too few', 'y ~ x', [1], 'lengths-differ'],
    ['with a value that is none', 'y ~ x', [1, NaN], 'lengths-differ'],
  ])('is refused %s', (_what, text, at, code) => expect(firthRisk(designOf(text), at)).toMatchObject({ ok: false, refusal: { code } }));
});
