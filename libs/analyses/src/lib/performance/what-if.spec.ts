import fc from 'fast-check';
import { groupLesions, whatIf, whatIfLesions } from '../../index.ts';

type Curve = Parameters<typeof whatIf>[0];

/** The curve of some scores, its points by distinct scores from the highest on. */
function curveOf(malignant: readonly number[], benign: readonly number[]): Curve {
  const thresholds = [...new Set([...malignant, ...benign])].sort((a, b) => b - a);
  const share = (scores: readonly number[], threshold: number): number => scores.filter((score) => score >= threshold).length / scores.length;
  const [n, events] = [malignant.length + benign.length, malignant.length];
  const named = (scores: readonly number[], by: string): string[] => scores.map((score, at) => ({ score, id: `${by}${at}` })).sort((a, b) => b.score - a.score).map(({ id }) => id);
  return {
    order: { malignant: named(malignant, 'm'), benign: named(benign, 'b') },
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

describe('the lesions of a table', () => {
  const scores = fc.array(fc.constantFrom(0, 0.1, 0.25, 0.5, 0.5001, 0.9, 1), { minLength: 1, maxLength: 20 });

  it('are those whose own score puts them into its cells, ties whole', () => {
    fc.assert(fc.property(scores, scores, fc.double({ min: 0, max: 1, noNaN: true }), (malignant, benign, threshold) => {
      const found = whatIfLesions(curveOf(malignant, benign), threshold);
      const own = (list: readonly number[], by: string, called: boolean): string[] => list.flatMap((score, at) => ((score >= threshold) === called ? [`${by}${at}`] : [])).sort();
      expect(found && Object.fromEntries(Object.entries(found).map(([name, ids]) => [name, [...ids].sort()]))).toEqual({ truePositives: own(malignant, 'm', true), falseNegatives: own(malignant, 'm', false), falsePositives: own(benign, 'b', true), trueNegatives: own(benign, 'b', false) });
    }));
  });

  it('are parted into groups of risk from the lowest on', () => {
    const curve = curveOf([0.9, 0.8, 0.4], [0.7, 0.2]);
    expect(groupLesions(curve, [{ n: 2, events: 1 }, { n: 3, events: 2 }])).toEqual([['m2', 'b1'], ['m1', 'm0', 'b0']]);
    expect(groupLesions(curve, [{ n: 2, events: 1 }])).toBeNull();
  });

  it('are not known of a result that did not name them', () => {
    const { order, ...before } = curveOf([0.9], [0.1]);
    expect([order?.malignant, whatIfLesions(before, 0.5), groupLesions(before, [])]).toEqual([['m0'], null, null]);
  });
});
