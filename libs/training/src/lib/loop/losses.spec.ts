import fc from 'fast-check';
import { openCpu } from '../engine/cpu.engine.ts';
import type { Tf } from '../engine/tensor-engine.ts';
import { batchHardTriplet, binaryCrossEntropy } from './losses.ts';

const feature = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 3, maxLength: 3 });
const distance = (a: readonly number[], b: readonly number[]): number => Math.sqrt(a.reduce((sum, value, index) => sum + (value - (b[index] ?? 0)) ** 2, 0));

/** The definition, by all pairs. */
function bruteForce(features: readonly number[][], labels: readonly number[], margin: number): number {
  const hinges = features.map((anchor, index) => {
    const to = (wanted: boolean): number[] => features.filter((_, other) => other !== index && (labels[other] === labels[index]) === wanted).map((other) => distance(anchor, other));
    return Math.max(0, Math.max(0, ...to(true)) - Math.min(...to(false)) + margin);
  });
  return hinges.reduce((sum, hinge) => sum + hinge, 0) / hinges.length;
}

// Trainings here take a second or two; several times that where other work runs beside them.
jest.setTimeout(120_000);

describe('losses', () => {
  let tf: Tf;
  beforeAll(async () => {
    tf = (await openCpu()).tf;
  });

  it('batch-hard triplet is what all pairs give', () => {
    fc.assert(fc.property(fc.array(feature, { minLength: 4, maxLength: 10 }), fc.double({ min: 0, max: 2, noNaN: true }), (features, margin) => {
      const labels = features.map((_, index) => (index % 3 === 0 ? 1 : 0));
      const found = tf.tidy(() => batchHardTriplet(tf, tf.tensor2d(features), tf.tensor2d(labels, [labels.length, 1]), margin).dataSync()[0]);
      expect(found).toBeCloseTo(bruteForce(features, labels, margin), 3);
    }), { numRuns: 60 });
  });

  it.each([
    ['sure and right', 20, 1, 0],
    ['sure and wrong', 200, 0, 200],
    ['undecided', 0, 1, Math.LN2],
    ['moderate', 1.5, 0, Math.log(1 + Math.exp(1.5))],
  ])('cross-entropy on a logit: %s', (_what, logit, label, expected) => {
    const found = tf.tidy(() => binaryCrossEntropy(tf, tf.tensor2d([[logit]]), tf.tensor2d([[label]])).dataSync()[0]);
    expect(found).toBeCloseTo(expected, 5);
  });
});
