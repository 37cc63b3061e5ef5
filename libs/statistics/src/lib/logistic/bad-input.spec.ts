import fc from 'fast-check';
import {
  aucDelong, bestCutOff, brierScore, calibration, dataTable, decisionBand, decisionCurve, firthRegression, hosmerLemeshow, logisticRegression, parseFormula, designMatrix, probabilitySample, profileIntervals, ratiosByPatient, studentUpperTail, type ProbabilitySample,
} from '../../index.ts';

const sample = (outcomes: readonly boolean[], probabilities: readonly number[]): ProbabilitySample => {
  const found = probabilitySample(outcomes, probabilities);
  if (!found.ok) throw new Error(found.refusal.code);
  return found.value;
};
const codeOf = (found: { readonly ok: true } | { readonly ok: false; readonly refusal: { readonly code: string } }): string => (found.ok ? 'ok' : found.refusal.code);
const table = (y: readonly number[], x: readonly number[]) => dataTable([['y', y], ['x', x]]);

describe('what has no answer is refused by name', () => {
  it.each<[string, () => string, string]>([
    ['an area of one class', () => codeOf(aucDelong([true, true], [1, 2])), 'one-class'],
    ['a score that is not a number', () => codeOf(aucDelong([true, false], [1, NaN])), 'score-not-finite'],
    ['an infinite score', () => codeOf(bestCutOff([true, false], [1, -Infinity])), 'score-not-finite'],
    ['outcomes and scores that differ in number', () => codeOf(aucDelong([true, false], [1])), 'lengths-differ'],
    ['a probability above one', () => codeOf(probabilitySample([true, false], [0.5, 1.2])), 'not-a-probability'],
    ['calibration of one class', () => codeOf(probabilitySample([true, true, true], [0.2, 0.4, 0.9])), 'one-class'],
    ['calibration of one probability for all', () => codeOf(calibration(sample([true, false, true], [0.4, 0.4, 0.4]))), 'score-constant'],
    ['calibration where the probabilities part the classes', () => codeOf(calibration(sample([false, false, true, true], [0.1, 0.2, 0.8, 0.9]))), 'separation'],
    ['groups of one risk', () => codeOf(hosmerLemeshow(sample([true, false, true], [0.4, 0.4, 0.4]))), 'score-constant'],
    ['groups of certain risk', () => codeOf(hosmerLemeshow(sample([true, false, true, false], [0, 0, 1, 1]), { groups: 2 })), 'expected-zero'],
    ['a threshold of one', () => codeOf(decisionCurve(sample([true, false], [0.4, 0.6]), [1])), 'threshold-outside'],
    ['a band from one patient', () => codeOf(decisionBand(sample([true, false], [0.4, 0.6]), ['p', 'p'], [0.5], { seed: 'a', draws: 9 })), 'too-few-clusters'],
    ['a rate from one patient', () => codeOf(ratiosByPatient(['p', 'p'], [], { seed: 'a', draws: 9 })), 'too-few-clusters'],
    ['a fit to one class', () => codeOf(logisticRegression('y ~ x', table([1, 1, 1], [1, 2, 3]))), 'one-class'],
    ['a fit that separates', () => codeOf(logisticRegression('y ~ x', table([0, 0, 1, 1], [1, 2, 3, 4]))), 'separation'],
    ['more coefficients than rows', () => codeOf(logisticRegression('y ~ factor(x)', table([0, 1], [1, 2]))), 'separation'],
  ])('%s', (_what, found, code) => expect(found()).toBe(code));
});

describe('probabilities of exactly 0 or 1', () => {
  const ends = sample([false, true, true, false, false, true], [0, 1, 0.6, 0.3, 0.7, 0.8]);
  it('are counted, and left out of slope and intercept only', () => {
    const found = calibration(ends);
    expect(found).toMatchObject({ ok: true, value: { n: 6, atTheEnds: 2, warnings: [expect.stringContaining('no-logit')] } });
    expect(brierScore(ends)).toMatchObject({ n: 6, logLoss: null });
  });
});

describe('limits of a logistic fit', () => {
  const rows = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: -20, max: 20 })), { minLength: 12, maxLength: 40 });

  it('by the profile hold the estimate, and are finite where the classes overlap', () => {
    fc.assert(fc.property(rows, (drawn) => {
      const fit = logisticRegression('y ~ x', table(drawn.map(([y]) => (y ? 1 : 0)), drawn.map(([, x]) => x)));
      if (!fit.ok) return;
      for (const [at, { lower, upper }] of profileIntervals(fit.value).entries()) {
        const estimate = fit.value.coefficients[at]?.estimate ?? NaN;
        expect(lower < estimate && estimate < upper).toBe(true);
      }
    }), { numRuns: 60 });
  });

  it('by Firth exist where maximum likelihood does not', () => {
    const separated = table([0, 0, 0, 1, 1, 1], [1, 2, 3, 4, 5, 6]);
    const formula = parseFormula('y ~ x');
    const design = formula.ok ? designMatrix(formula.value, separated) : formula;
    const fit = design.ok ? firthRegression(design.value) : design;
    if (!fit.ok) throw new Error(fit.refusal.code);
    for (const { estimate, interval } of fit.value.coefficients) expect(Number.isFinite(estimate) && interval.lower < interval.upper).toBe(true);
  });
});

describe('net benefit', () => {
  it('never exceeds the prevalence, and its band holds a point of the curve between its limits most of the time', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 20, maxLength: 60 }), (drawn) => {
      const outcomes = drawn.map(([y]) => y);
      if (new Set(outcomes).size < 2) return;
      const own = sample(outcomes, drawn.map(([, p]) => p));
      const curve = decisionCurve(own, [0, 0.02, 0.3, 0.7]);
      const band = decisionBand(own, drawn.map((_, at) => `p${at}`), [0, 0.02, 0.3, 0.7], { seed: 'band', draws: 40 });
      if (!curve.ok || !band.ok) throw new Error('refused');
      for (const [at, { netBenefit }] of curve.value.points.entries()) {
        expect(netBenefit).toBeLessThanOrEqual(curve.value.prevalence + 1e-12);
        expect((band.value.points[at]?.lower ?? NaN) <= (band.value.points[at]?.upper ?? NaN)).toBe(true);
      }
    }), { numRuns: 30 });
  });
});

describe('many degrees of freedom', () => {
  // R 4.2.2: 2 * pt(-25, 1e7), 2 * pt(-2.5, 1e7).
  it.each([[25, 6.173577231892728e-138], [2.5, 0.012419346536578455]])('t = %s', (t, p) => expect(Math.abs((2 * studentUpperTail(t, 1e7)) / p - 1)).toBeLessThan(1e-12));
});
