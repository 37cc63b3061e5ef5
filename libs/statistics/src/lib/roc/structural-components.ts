import { belowAndUpTo } from './sorted-counts.ts';
import { sortedDoubles } from './sort-doubles.ts';
import type { ScoredSample } from './scored-sample.ts';

/** Ranks of the values, tied values sharing the mean of their places. */
export function midRanks(values: Float64Array): Float64Array {
  const sorted = sortedDoubles(values);
  return values.map((value) => (belowAndUpTo(sorted, value) + 1) / 2);
}

/** DeLong's structural components: how much each observation supports the curve, and the area they average to. */
export interface StructuralComponents {
  readonly auc: number;
  readonly ofPositives: Float64Array;
  readonly ofNegatives: Float64Array;
}

/** The components in O(n log n), by places in the sorted other class (what Sun and Xu 2014 do with mid-ranks), instead of all pairs. */
export function structuralComponents({ positives, negatives }: ScoredSample): StructuralComponents {
  const [m, n] = [positives.length, negatives.length];
  const [above, below] = [sortedDoubles(positives), sortedDoubles(negatives)];
  // Twice the number of pairs won, a tie counting one: whole numbers, so that the area is exact.
  const won = positives.map((score) => belowAndUpTo(below, score));
  const ofNegatives = negatives.map((score) => 1 - belowAndUpTo(above, score) / (2 * m));
  return { auc: won.reduce((sum, pairs) => sum + pairs, 0) / (2 * m * n), ofPositives: won.map((pairs) => pairs / (2 * n)), ofNegatives };
}

/** Sample variance with n - 1; null when there is only one value. */
export function sampleVariance(values: Float64Array): number | null {
  if (values.length < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/** Variance of a mean over positives minus a mean over negatives, from the variances of the two sets of components. */
export function combinedVariance(ofPositives: Float64Array, ofNegatives: Float64Array): number | null {
  const [positive, negative] = [sampleVariance(ofPositives), sampleVariance(ofNegatives)];
  return positive === null || negative === null ? null : positive / ofPositives.length + negative / ofNegatives.length;
}
