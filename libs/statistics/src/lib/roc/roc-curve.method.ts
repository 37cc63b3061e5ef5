import { ok, type Result } from '@echocohort/kernel';
import { countBelow } from './sorted-counts.ts';
import { scoredSample, type Direction, type ScoredSample } from './scored-sample.ts';

/** One point of the curve: what happens when everybody at or beyond the threshold is called positive. */
export interface RocPoint {
  readonly threshold: number;
  readonly sensitivity: number;
  readonly specificity: number;
  readonly truePositive: number;
  readonly falsePositive: number;
}

/** The empirical curve, from "all positive" to "none positive". */
export interface RocCurve {
  readonly method: 'roc-curve';
  readonly direction: Direction;
  readonly positives: number;
  readonly negatives: number;
  readonly dropped: number;
  readonly points: readonly RocPoint[];
}

function thresholdsOf({ positives, negatives }: ScoredSample): number[] {
  const distinct = [...new Set([...positives, ...negatives])].sort((a, b) => a - b);
  const midpoints = distinct.slice(1).map((value, index) => ((distinct[index] ?? value) + value) / 2);
  return [-Infinity, ...midpoints, Infinity];
}

/** The curve over the midpoints between neighbouring distinct scores: ties give one diagonal segment, not a staircase. */
export function rocCurve(outcomes: readonly boolean[], scores: readonly (number | null)[], direction: Direction = 'higher'): Result<RocCurve> {
  const prepared = scoredSample(outcomes, scores, direction);
  if (!prepared.ok) return prepared;
  const [positives, negatives] = [prepared.value.positives.toSorted(), prepared.value.negatives.toSorted()];
  const points = thresholdsOf(prepared.value).map((threshold): RocPoint => {
    const [missed, spared] = [countBelow(positives, threshold), countBelow(negatives, threshold)];
    return {
      threshold: direction === 'higher' ? threshold : -threshold,
      sensitivity: (positives.length - missed) / positives.length,
      specificity: spared / negatives.length,
      truePositive: positives.length - missed,
      falsePositive: negatives.length - spared,
    };
  });
  return ok({ method: 'roc-curve', direction, positives: positives.length, negatives: negatives.length, dropped: prepared.value.dropped, points });
}
