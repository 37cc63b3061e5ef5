import { ok, refuse, type Result } from '@echocohort/kernel';
import { rocCurve } from './roc-curve.method.ts';
import type { Direction } from './scored-sample.ts';

/** The part of the area in which the test is specific enough. */
export interface PartialAuc {
  readonly method: 'auc-partial';
  /** From the lower to the upper specificity. */
  readonly specificity: readonly [number, number];
  /** Plain area: at most the width of the range. */
  readonly area: number;
  /** Rescaled so that chance is 0.5 and perfection 1 (McClish 1989). Null where the range has no width to tell them apart. */
  readonly standardised: number | null;
  readonly positives: number;
  readonly negatives: number;
  readonly dropped: number;
}

/** Area under the empirical curve between two specificities, by trapezoids with the curve cut at the ends. */
export function partialAuc(outcomes: readonly boolean[], scores: readonly (number | null)[], specificity: readonly [number, number], direction: Direction = 'higher'): Result<PartialAuc> {
  const [from, to] = [1 - specificity[1], 1 - specificity[0]];
  if (!(from >= 0 && from < to && to <= 1)) return refuse({ code: 'range-invalid', detail: 'The range must go from a lower to a higher specificity between 0 and 1.' });
  const curve = rocCurve(outcomes, scores, direction);
  if (!curve.ok) return curve;
  const points = curve.value.points.map((point) => ({ x: 1 - point.specificity, y: point.sensitivity })).reverse();
  let area = 0;
  for (const [index, next] of points.entries()) {
    const here = points[index - 1];
    if (!here || next.x <= from || here.x >= to || next.x === here.x) continue;
    const [left, right] = [Math.max(from, here.x), Math.min(to, next.x)];
    const height = (x: number): number => here.y + ((next.y - here.y) * (x - here.x)) / (next.x - here.x);
    area += ((height(left) + height(right)) / 2) * (right - left);
  }
  const [chance, most] = [(to * to - from * from) / 2, to - from];
  const { positives, negatives, dropped } = curve.value;
  return ok({ method: 'auc-partial', specificity, area, standardised: most - chance > 1e-12 ? (1 + (area - chance) / (most - chance)) / 2 : null, positives, negatives, dropped });
}
