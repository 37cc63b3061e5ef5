import type { ScoredSample } from './scored-sample.ts';

/** Ranks of the values, tied values sharing the mean of their places. */
export function midRanks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end++;
    for (let place = start; place < end; place++) ranks[order[place] ?? 0] = (start + end + 1) / 2;
    start = end;
  }
  return ranks;
}

/** DeLong's structural components: how much each observation supports the curve, and the area they average to. */
export interface StructuralComponents {
  readonly auc: number;
  readonly ofPositives: Float64Array;
  readonly ofNegatives: Float64Array;
}

/** The components by mid-ranks in O(n log n) (Sun and Xu 2014) instead of all pairs. */
export function structuralComponents({ positives, negatives }: ScoredSample): StructuralComponents {
  const [m, n] = [positives.length, negatives.length];
  const pooled = new Float64Array(m + n);
  pooled.set(positives);
  pooled.set(negatives, m);
  const [all, among, against] = [midRanks(pooled), midRanks(positives), midRanks(negatives)];
  const ofPositives = positives.map((_, i) => ((all[i] ?? 0) - (among[i] ?? 0)) / n);
  const ofNegatives = negatives.map((_, j) => 1 - ((all[m + j] ?? 0) - (against[j] ?? 0)) / m);
  const rankSum = all.subarray(0, m).reduce((sum, rank) => sum + rank, 0);
  return { auc: (rankSum - (m * (m + 1)) / 2) / (m * n), ofPositives, ofNegatives };
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
