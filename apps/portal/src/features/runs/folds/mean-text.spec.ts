import fc from 'fast-check';
import { barPlace, meanText, pText } from './mean-text.ts';

describe('figures of a cross-validation', () => {
  it.each([
    [null, '–'],
    [{ meanAuc: null, standardDeviation: null }, '–'],
    [{ meanAuc: 0.9, standardDeviation: null }, '0.900'],
    [{ meanAuc: 0.9124, standardDeviation: 0.0213 }, '0.912 ± 0.021'],
  ])('%j is %s', (pooled, text) => expect(meanText(pooled)).toBe(text));
  it.each([[0.0004, '< 0.001'], [0.001, '0.001'], [0.5, '0.500'], [1, '1.000']])('p %d is printed %s', (p, text) => expect(pText(p)).toBe(text));
});

describe('an interval on the axis', () => {
  it.each([
    [[0.75, 0.5, 1], { from: 0, at: 0.5, to: 1, cut: false }],
    [[0.75, null, null], { from: 0.5, at: 0.5, to: 0.5, cut: false }],
    [[0.6, 0.3, 0.8], { from: 0, at: 0.2, to: 0.6, cut: true }],
    [[0.4, null, null], { from: 0, at: 0, to: 0, cut: true }],
  ] as const)('%j', ([auc, lower, upper], place) => {
    const got = barPlace(auc, lower, upper);
    expect(got.cut).toBe(place.cut);
    for (const key of ['from', 'at', 'to'] as const) expect(got[key]).toBeCloseTo(place[key], 12);
  });
  it('keeps its order', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(fc.property(share, share, share, (a, b, c) => {
      const [lower = 0, auc = 0, upper = 0] = [a, b, c].sort((one, other) => one - other);
      const { from, at, to } = barPlace(auc, lower, upper);
      expect(from).toBeLessThanOrEqual(at);
      expect(at).toBeLessThanOrEqual(to);
    }));
  });
});
