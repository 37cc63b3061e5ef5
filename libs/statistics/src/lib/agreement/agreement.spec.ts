import fc from 'fast-check';
import { cohenKappa, fleissKappa, gwetAc1, intraclassCorrelation } from '../../index.ts';

const valueOf = <T>(result: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T => {
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};
const pairs = (table: readonly (readonly number[])[]): [string[], string[]] => {
  const items = table.flatMap((row, i) => row.flatMap((count, j) => Array.from({ length: count }, () => [String(i), String(j)] as const)));
  return [items.map(([one]) => one), items.map(([, other]) => other)];
};

describe('agreement of two raters', () => {
  it('kappa of 20, 5, 10, 15 is 0.4', () => {
    const found = valueOf(cohenKappa(...pairs([[20, 5], [10, 15]])));
    expect(found.observed).toBeCloseTo(0.7, 12);
    expect(found.kappa).toBeCloseTo(0.4, 12);
  });
  it('AC1 stays high where one category is rare and kappa falls', () => {
    const table = pairs([[118, 5], [2, 0]]);
    expect(valueOf(cohenKappa(...table)).kappa).toBeCloseTo(-0.0234, 3);
    expect(valueOf(gwetAc1(...table)).coefficient).toBeCloseTo(0.9408, 3);
  });
  it('two categories: weights change nothing', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 4, maxLength: 4 }), ([a = 1, b = 1, c = 1, d = 1]) => {
      const table = pairs([[a, b], [c, d]]);
      expect(valueOf(cohenKappa(...table, { weights: 'quadratic' })).kappa).toBeCloseTo(valueOf(cohenKappa(...table)).kappa ?? NaN, 12);
    }));
  });
  it('one category only is not estimable', () => {
    expect(valueOf(cohenKappa(['a', 'a'], ['a', 'a'])).kappa).toBeNull();
    expect(gwetAc1(['a'], ['a'])).toMatchObject({ ok: false, refusal: { code: 'one-category' } });
    expect(cohenKappa(['a'], [])).toMatchObject({ ok: false, refusal: { code: 'lengths-differ' } });
  });
});

describe('agreement of several raters', () => {
  it("Fleiss' kappa of ten items by fourteen raters is 0.210", () => {
    const counts = [[0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1], [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]];
    expect(valueOf(fleissKappa(counts)).kappa).toBeCloseTo(0.2099, 4);
  });

  it("intraclass correlations of Shrout and Fleiss' six items by four judges", () => {
    const found = valueOf(intraclassCorrelation([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]));
    const rounded = (value: number): number => Math.round(value * 1000) / 1000;
    expect([found.oneWay, found.twoWayAgreement, found.twoWayConsistency].map(({ value }) => rounded(value))).toEqual([0.166, 0.29, 0.715]);
    expect([found.oneWayMean, found.twoWayAgreementMean, found.twoWayConsistencyMean].map(({ value }) => rounded(value))).toEqual([0.443, 0.62, 0.909]);
    expect([found.twoWayAgreement.lower, found.twoWayAgreement.upper].map(rounded)).toEqual([0.019, 0.761]);
    expect([found.twoWayConsistency.lower, found.twoWayConsistency.upper].map(rounded)).toEqual([0.342, 0.946]);
  });

  it('uneven ratings are refused', () => {
    expect(fleissKappa([[1, 2], [1, 1]])).toMatchObject({ ok: false, refusal: { code: 'ratings-uneven' } });
    expect(intraclassCorrelation([[1, 2], [1]])).toMatchObject({ ok: false, refusal: { code: 'ratings-uneven' } });
  });
});
