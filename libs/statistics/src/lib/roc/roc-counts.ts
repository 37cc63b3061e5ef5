import type { ScoredSample } from './scored-sample.ts';
import { sortedDoubles } from './sort-doubles.ts';

/** The empirical curve as columns: at each threshold how many of either class lie below it. */
export interface RocCounts {
  /** Midpoints between neighbouring distinct scores, infinite at both ends. */
  readonly thresholds: Float64Array;
  readonly missed: Uint32Array;
  readonly spared: Uint32Array;
}

/** The distinct values of two ascending lists, ascending. */
function merged(one: Float64Array, other: Float64Array): Float64Array {
  const found = new Float64Array(one.length + other.length);
  let [a, b, count] = [0, 0, 0];
  while (a < one.length || b < other.length) {
    const value = Math.min(one[a] ?? Infinity, other[b] ?? Infinity);
    if (count === 0 || found[count - 1] !== value) found[count++] = value;
    while ((one[a] ?? Infinity) === value) a++;
    while ((other[b] ?? Infinity) === value) b++;
  }
  return found.slice(0, count);
}

/** Walks both classes once in the order of their scores. */
export function rocCounts({ positives, negatives }: ScoredSample): RocCounts {
  const [ill, well] = [sortedDoubles(positives), sortedDoubles(negatives)];
  const distinct = merged(ill, well);
  const size = distinct.length + 1;
  const counts = { thresholds: new Float64Array(size), missed: new Uint32Array(size), spared: new Uint32Array(size) };
  let [a, b] = [0, 0];
  for (let at = 0; at < size; at++) {
    const threshold = at === 0 ? -Infinity : at === size - 1 ? Infinity : ((distinct[at - 1] ?? NaN) + (distinct[at] ?? NaN)) / 2;
    while (a < ill.length && (ill[a] ?? Infinity) < threshold) a++;
    while (b < well.length && (well[b] ?? Infinity) < threshold) b++;
    counts.thresholds[at] = threshold;
    counts.missed[at] = a;
    counts.spared[at] = b;
  }
  return counts;
}
