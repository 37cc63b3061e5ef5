import { seededRandom } from '@echocohort/kernel';
import { aucDelong } from '@echocohort/statistics';
import { inPairs } from './pairs.mjs';

/** A million scores; the floor is sorting them once, since no method in O(n log n) can do without. */
export default function measure() {
  const random = seededRandom('bench-delong');
  const count = 1_000_000;
  const outcomes = Array.from({ length: count }, () => random() < 0.8);
  const scores = outcomes.map((positive) => random() + (positive ? 0.4 : 0));
  return inPairs({
    runs: 5,
    unit: 'ms',
    baselineName: 'one Float64Array sort of the same scores',
    work: () => {
      const estimate = aucDelong(outcomes, scores);
      if (!estimate.ok) throw new Error(estimate.refusal.code);
    },
    baseline: () => Float64Array.from(scores).sort(),
  });
}
