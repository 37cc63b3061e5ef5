import type { ScoredSample } from './scored-sample.ts';
import { sortedDoubles } from './sort-doubles.ts';

/** The area and the sample variances of DeLong's components; a variance is null with one observation in its class. */
export interface AreaAndVariance {
  readonly auc: number;
  readonly ofPositives: number | null;
  readonly ofNegatives: number | null;
}

/** For each of the ascending values: how many of the others lie below it, and how many at or below, added. Whole numbers. */
function places(values: Float64Array, others: Float64Array): Float64Array {
  const found = new Float64Array(values.length);
  let [below, upTo] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    while (below < others.length && (others[below] ?? 0) < value) below++;
    if (upTo < below) upTo = below;
    while (upTo < others.length && (others[upTo] ?? 0) <= value) upTo++;
    found[at] = below + upTo;
  }
  return found;
}

/** Sample variance of counts divided by a scale. */
function variance(counts: Float64Array, mean: number, scale: number): number | null {
  if (counts.length < 2) return null;
  let sum = 0;
  for (let at = 0; at < counts.length; at++) {
    const gap = ((counts[at] ?? 0) - mean) / scale;
    sum += gap * gap;
  }
  return sum / (counts.length - 1);
}

const total = (counts: Float64Array): number => {
  let sum = 0;
  for (let at = 0; at < counts.length; at++) sum += counts[at] ?? 0;
  return sum;
};

/** Both classes sorted once and walked side by side: the components are not needed one by one where only the area is asked for. */
export function areaAndVariance({ positives, negatives }: ScoredSample): AreaAndVariance {
  const [m, n] = [positives.length, negatives.length];
  const [above, below] = [sortedDoubles(positives), sortedDoubles(negatives)];
  const [won, lost] = [places(above, below), places(below, above)];
  // Twice the pairs won, a tie counting one: whole numbers, so that the area is exact.
  const pairs = total(won);
  return { auc: pairs / (2 * m * n), ofPositives: variance(won, pairs / m, 2 * n), ofNegatives: variance(lost, total(lost) / n, 2 * m) };
}
