import fc from 'fast-check';
import {
  adjustP, betaQuantile, betaTails, binomialDensity, binomialTails, binomialTest, chiSquareLowerTail, chiSquareQuantile, chiSquareUpperTail, discreteTails, displayP, fQuantile, fTails, fUpperTail,
  hypergeometricDensity, hypergeometricTails, logGamma, logNormalUpperTail, normalUpperQuantile, normalUpperTail, rankSumDistribution, sampleQuantiles, signedRankDistribution, studentQuantile, studentUpperTail,
  zeroBetween,
} from '../../index.ts';

const near = (found: number, wanted: number, relative = 1e-10): void => expect(Math.abs(found - wanted)).toBeLessThanOrEqual(Math.abs(wanted) * relative + 1e-300);
const chance = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
const freedom = fc.double({ min: 0.5, max: 5000, noNaN: true });

describe('distributions', () => {
  it('keep tails that are too small for one minus the other', () => {
    near(normalUpperTail(37), 5.725571222524577e-300);
    near(logNormalUpperTail(40), -804.6084420137538);
    near(studentUpperTail(30, 100_000), 3.689268436110912e-197);
    near(chiSquareUpperTail(200, 1), 2.088487583762545e-45);
    near(fUpperTail(300, 4, 500), 2.395505256817546e-131);
  });

  it('have quantiles that undo their tails', () => {
    fc.assert(fc.property(chance, freedom, freedom, (p, a, b) => {
      near(chiSquareLowerTail(chiSquareQuantile(p, a), a), p, 1e-9);
      near(fTails(fQuantile(p, a, b), a, b).lower, p, 1e-9);
      near(1 - studentUpperTail(studentQuantile(p, a), a), p, 1e-9);
      near(1 - normalUpperTail(-normalUpperQuantile(p)), p, 1e-9);
    }), { numRuns: 60 });
    fc.assert(fc.property(chance, fc.double({ min: 0.5, max: 300, noNaN: true }), fc.double({ min: 0.5, max: 300, noNaN: true }), (p, a, b) => near(betaTails(betaQuantile(p, a, b), a, b).lower, p, 1e-8)), { numRuns: 60 });
  });

  it('have tails that make up the whole', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 60 }), chance, (k, n, p) => {
      const { lower, upper } = binomialTails(k, n, p);
      near(lower + upper, 1);
      near(Array.from({ length: Math.min(k, n) + 1 }, (_, i) => binomialDensity(i, n, p)).reduce((sum, value) => sum + value, 0), lower, 1e-9);
    }));
    fc.assert(fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (x, white, black) => {
      const drawn = Math.floor((white + black) / 2);
      near(Array.from({ length: drawn + 1 }, (_, i) => hypergeometricDensity(i, white, black, drawn)).reduce((sum, value) => sum + value, 0), 1);
      const { lower, upper } = hypergeometricTails(x, white, black, drawn);
      near(lower + upper, 1);
    }));
  });

  it('know that log gamma is the factorial', () => {
    let product = 1;
    for (let n = 1; n <= 20; n++) {
      product *= n;
      near(Math.exp(logGamma(n + 1)), product, 1e-13);
    }
    expect(logGamma(1)).toBe(0);
    expect(logGamma(2)).toBe(0);
  });

  it('count rank sums: chances are whole, mirrored, and Wilcoxon of 3 and 4 ends in 1/35', () => {
    const chances = rankSumDistribution(3, 4);
    near(chances[0] ?? 0, 1 / 35);
    near(chances.reduce((sum, value) => sum + value, 0), 1);
    const large = rankSumDistribution(60, 45);
    near(large[700] ?? 0, large[60 * 45 - 700] ?? 1);
    near(discreteTails(large, 60 * 45).lower, 1);
    near(signedRankDistribution(9)[45] ?? 0, 2 ** -9);
  });

  it('test a binomial share from both sides as R does', () => {
    near(binomialTest(0, 10), 2 / 1024);
    near(binomialTest(5, 10), 1);
    near(binomialTest(682, 925, 0.75), 0.3824915595748101, 1e-9);
  });
});

describe('quantiles of a sample', () => {
  it.each([[6, 2.5], [7, 3]] as const)('type %i of 1, 3, 4, 5 …', (type, wanted) => {
    expect(sampleQuantiles([5, 1, 4, 3, 9, 7, 8], [0.25], type)[0]).toBeCloseTo(type === 6 ? 3 : 3.5, 12);
    expect(sampleQuantiles([1, 2, 3, 4, 5, 6, 7, 8, 9], [type === 6 ? 0.25 : 0.25], type)[0]).toBeCloseTo(wanted, 12);
  });
  it('of nothing are missing', () => expect(sampleQuantiles([], [0.5])).toEqual([null]));
});

describe('p values', () => {
  it.each([
    [0.5, '0.500'], [0.049951, '0.04995'], [0.05001, '0.05001'], [0.05, '0.050'], [0.0009999, '< 0.001'], [1e-17, '< 0.001'], [0, '< 0.001'], [0.99996, '> 0.999'], [1, '1.000'], [0.0099999, '0.0099999'], [0.012, '0.012'],
    [NaN, 'not estimable'], [null, 'not estimable'],
  ])('%s is shown as %s', (p, shown) => expect(displayP(p)).toBe(shown));

  it('are never shown on the other side of a level than they are', () => {
    fc.assert(fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (p) => {
      const shown = Number(displayP(p));
      for (const level of [0.01, 0.05]) if (p !== level) expect(shown > level).toBe(p > level);
    }));
  });

  it('adjusted keep their order, and a missing one does not count', () => {
    expect(adjustP([0.01, null, 0.04], 'holm')).toEqual([0.02, null, 0.04]);
    fc.assert(fc.property(fc.array(chance, { minLength: 1, maxLength: 30 }), (p) => {
      for (const method of ['bonferroni', 'holm', 'hochberg', 'BH', 'BY'] as const) {
        const adjusted = adjustP(p, method);
        for (const [i, value] of p.entries()) {
          expect(adjusted[i] ?? 0).toBeGreaterThanOrEqual(value);
          for (const [j, other] of p.entries()) if (value < other) expect(adjusted[i] ?? 0).toBeLessThanOrEqual(adjusted[j] ?? 0);
        }
      }
    }));
  });
});

describe('a zero between two points', () => {
  it('is found to the last digits', () => near(zeroBetween((x) => x ** 3 - 2, 0, 2), Math.cbrt(2), 1e-12));
  it('needs different signs', () => expect(() => zeroBetween((x) => x * x + 1, -1, 1)).toThrow(RangeError));
});
