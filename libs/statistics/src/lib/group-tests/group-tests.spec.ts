import fc from 'fast-check';
import { anova, chiSquareTest, fisherTest, fisherTwoByTwo, kruskalWallis, mannWhitney, mcnemar, proportionTest, rankPermutation, shapiroWilk, tTest, twoByTwo, aucDelong } from '../../index.ts';

const valueOf = <T>(result: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T => {
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};
const count = fc.integer({ min: 0, max: 12 });
const close = (one: number, other: number, within = 1e-9): void => expect(Math.abs(one - other)).toBeLessThanOrEqual(within * Math.max(1, Math.abs(other)));

describe('tests of groups', () => {
  it('Fisher for any size agrees with the two by two form', () => {
    fc.assert(fc.property(count, count, count, count, (a, b, c, d) => {
      fc.pre(a + b + c + d > 0);
      const table = [[a, b], [c, d]];
      close(valueOf(fisherTest(table)).p, valueOf(fisherTwoByTwo(table)).p, 1e-6);
    }));
  });

  it('Fisher does not change when rows, columns or both are turned', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 3 }), { minLength: 4, maxLength: 4 }), (table) => {
      fc.pre(table.flat().some((value) => value > 0));
      const turned = [0, 1, 2].map((column) => table.map((row) => row[column] ?? 0));
      close(valueOf(fisherTest(table)).p, valueOf(fisherTest(turned)).p);
      close(valueOf(fisherTest(table)).p, valueOf(fisherTest(table.toReversed())).p);
    }), { numRuns: 40 });
  });

  it('Fisher of a large table is counted, or drawn with a seed and said so', () => {
    const large = Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (__, j) => 20 + ((i * 7 + j * 3) % 5)));
    const drawn = valueOf(fisherTest(large.map((row) => row.map((value) => value * 2)), { seed: 'a', draws: 200 }, 10_000));
    expect(drawn).toMatchObject({ method: 'fisher-monte-carlo', draws: 200 });
    expect(fisherTest(large, undefined, 10_000)).toMatchObject({ ok: false, refusal: { code: 'too-large-for-exact' } });
  });

  it('the rank sum over all pairs is the area under the curve', () => {
    fc.assert(fc.property(fc.array(count, { minLength: 1, maxLength: 20 }), fc.array(count, { minLength: 1, maxLength: 20 }), (x, y) => {
      const found = valueOf(mannWhitney(x, y));
      const outcomes = [...x.map(() => true), ...y.map(() => false)];
      close(found.statistic / (x.length * y.length), valueOf(aucDelong(outcomes, [...x, ...y])).auc);
    }));
  });

  it('the permutation form is the exact form where nothing is tied', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 4, maxLength: 16 }), (values) => {
      const [x, y] = [values.slice(0, 2), values.slice(2)];
      close(valueOf(rankPermutation(x, y)).pTwoSided, valueOf(mannWhitney(x, y, { reference: 'exact' })).p ?? NaN);
    }));
  });

  it('two groups: analysis of variance is the square of pooled t, chi-square that of two proportions', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 3, maxLength: 12 }), fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 3, maxLength: 12 }), (x, y) => {
      const [t, f] = [tTest(x, y, { equalVariances: true }), anova([x, y])];
      fc.pre(t.ok && f.ok && t.value.t !== 0);
      close(valueOf(t).p, valueOf(f).p, 1e-8);
    }));
    const test = valueOf(proportionTest([12, 30], [40, 60]));
    close(test.p, valueOf(chiSquareTest([[12, 28], [30, 30]])).p ?? NaN);
  });

  it.each([
    ['an empty group', mannWhitney([], [1]), 'empty-group'],
    ['one value a group', tTest([1], [2, 3]), 'too-few-values'],
    ['constant values', tTest([2, 2, 2], [2, 2]), 'data-constant'],
    ['a missing value', mannWhitney([NaN], [1]), 'value-not-a-number'],
    ['an empty group of many', kruskalWallis([[1], []]), 'empty-group'],
    ['a ragged table', chiSquareTest([[1, 2], [3]]), 'table-invalid'],
    ['half a count', fisherTwoByTwo([[1.5, 2], [3, 4]]), 'counts-invalid'],
    ['an empty table', fisherTest([[0, 0], [0, 0]]), 'table-empty'],
    ['nobody with the event', proportionTest([0, 0], [10, 12]), 'one-class'],
    ['two values', shapiroWilk([1, 2]), 'size-unsuitable'],
    ['a negative cell', twoByTwo({ truePositive: -1, falsePositive: 1, trueNegative: 1, falseNegative: 1 }), 'counts-invalid'],
    ['no pairs', mcnemar([[0, 0], [0, 0]]), 'table-empty'],
  ])('%s is refused', (_what, result, code) => expect(result).toMatchObject({ ok: false, refusal: { code } }));

  it('says not estimable, and never a number, where a level is empty or all is tied', () => {
    expect(valueOf(chiSquareTest([[3, 0], [5, 0]]))).toMatchObject({ chiSquare: null, p: null, warnings: ['small-expected-counts', 'empty-level'] });
    expect(valueOf(mannWhitney([2, 2], [2, 2, 2]))).toMatchObject({ p: null, warnings: ['all-tied'] });
    expect(valueOf(mcnemar([[30, 0], [0, 12]]))).toMatchObject({ p: 1, pExact: 1, chiSquare: null, warnings: ['identical-classifications'] });
  });
});
