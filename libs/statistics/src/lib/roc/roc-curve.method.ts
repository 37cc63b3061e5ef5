import { ok, type Result } from '@echocohort/kernel';
import { withinLimit } from '../table/row-limits.ts';
import { rocCounts, type RocCounts } from './roc-counts.ts';
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

/** A point of the curve by its place among the counts. */
export function rocPoint({ thresholds, missed, spared }: RocCounts, at: number, { positives, negatives }: ScoredSample, direction: Direction): RocPoint {
  const [truePositive, trueNegative] = [positives.length - (missed[at] ?? 0), spared[at] ?? 0];
  const threshold = thresholds[at] ?? NaN;
  return { threshold: direction === 'higher' ? threshold : -threshold, sensitivity: truePositive / positives.length, specificity: trueNegative / negatives.length, truePositive, falsePositive: negatives.length - trueNegative };
}

/** The curve over the midpoints between neighbouring distinct scores: ties give one diagonal segment, not a staircase. */
export function rocCurve(outcomes: readonly boolean[], scores: readonly (number | null)[], direction: Direction = 'higher'): Result<RocCurve> {
  const prepared = scoredSample(outcomes, scores, direction);
  if (!prepared.ok) return prepared;
  const counts = rocCounts(prepared.value);
  const within = withinLimit(counts.thresholds.length, 'curvePoints', 'Points of a ROC curve, one for each different score');
  if (!within.ok) return within;
  const { positives, negatives, dropped } = prepared.value;
  const points = Array.from(counts.thresholds.keys(), (at) => rocPoint(counts, at, prepared.value, direction));
  return ok({ method: 'roc-curve', direction, positives: positives.length, negatives: negatives.length, dropped, points });
}
