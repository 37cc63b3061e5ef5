import fc from 'fast-check';
import { whatIf } from '../../index.ts';

type Curve = Parameters<typeof whatIf>[0];

/** The curve of some scores, its points by distinct scores from the highest on. */
function curveOf(malignant: readonly number[], benign: readonly number[]): Curve {
  const thresholds = [...new Set([...malignant, ...benign])].sort((a, b) => b - a);
  const share = (scores: readonly number[], threshold: number): number => scores.filter((score) => score >= threshold).length / scores.length;
  const [n, events] = [malignant.length + benign.length, malignant.length];
  return {
    points: [{ falsePositiveRate: 0, truePositiveRate: 0, threshold: null }, ...thresholds.map((threshold) => ({ falsePositiveRate: share(benign, threshold), truePositiveRate: share(malignant, threshold), threshold }))],
    auc: { method: 'auc', reference: '', source: [], unit: 'lesion', value: null, lower: null, upper: null, level: null, intervalMethod: null, n, events, dropped: 0, ids: null, warnings: [], refusal: null },
  };
}

describe('another cut-off', () => {
  const curve = curveOf([0.9, 0.8, 0.4], [0.7, 0.2]);
  it.each<[number, [number, number, number, number]]>([
    [0.95, [0, 0, 3, 2]], [0.9, [1, 0, 2, 2]], [0.75, [2, 0, 1, 2]], [0.7, [2, 1, 1, 1]], [0.4, [3, 1, 0, 1]], [0, [3, 2, 0, 0]],
  ])('at %p gives the table of the scores themselves', (threshold, [tp, fp, fn, tn]) => {
    expect(whatIf(curve, threshold)).toMatchObject({ truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn });
  });

  it('gives Wilson limits (Wilson 1927: 2 of 3 is 0.208 to 0.939), and none without a denominator', () => {
    const found = whatIf(curve, 0.75);
    expect(found?.sensitivity?.lower).toBeCloseTo(0.2077, 4);
    expect(found?.sensitivity?.upper).toBeCloseTo(0.9385, 4);
    expect(whatIf(curve, 0.95)?.ppv).toBeNull();
  });

  it('is nothing with one class only', () => expect(whatIf({ ...curve, auc: { ...curve.auc, events: 0 } }, 0.5)).toBeNull());

  it('counts as the scores count, whatever they are', () => {
    const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(fc.property(scores, scores, fc.double({ min: 0, max: 1, noNaN: true }), (malignant, benign, threshold) => {
      const found = whatIf(curveOf(malignant, benign), threshold);
      expect(found).toMatchObject({ truePositives: malignant.filter((score) => score >= threshold).length, falsePositives: benign.filter((score) => score >= threshold).length });
    }), { numRuns: 200 });
  });
});
