import { wilsonProportion } from '@echocohort/statistics';
import type { RocResult } from '../results/performance.schema.ts';

/** A proportion with its Wilson interval; null without anybody in the denominator. */
export interface WhatIfRate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly events: number;
  readonly n: number;
}

/** The 2x2 table that a model would give at another cut-off: scores at or above it count as malignant. */
export interface WhatIf {
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
  readonly sensitivity: WhatIfRate | null;
  readonly specificity: WhatIfRate | null;
  readonly ppv: WhatIfRate | null;
  readonly npv: WhatIfRate | null;
  readonly accuracy: WhatIfRate | null;
}

type Curve = Pick<RocResult['curves'][number], 'points' | 'auc'>;

function rate(events: number, n: number, level: number): WhatIfRate | null {
  if (n === 0) return null;
  const { value, lower, upper } = wilsonProportion(events, n, level);
  return value === null || lower === null || upper === null ? null : { value, lower, upper, events, n };
}

/**
 * Reads the table off the points of a ROC curve, so that no score of a single lesion has to be known. The counts are whole
 * because every point is a share of whole lesions. Null where the curve has no both classes.
 */
export function whatIf({ points, auc }: Curve, threshold: number, level = 0.95): WhatIf | null {
  const { n, events } = auc;
  if (events === null || events === 0 || events === n) return null;
  // The last point whose own threshold is not below the asked one: everything at or above it is called malignant.
  const point = points.filter((each, at) => at === 0 || (each.threshold !== null && each.threshold >= threshold)).at(-1);
  if (point === undefined) return null;
  const benign = n - events;
  const [truePositives, falsePositives] = [Math.round(point.truePositiveRate * events), Math.round(point.falsePositiveRate * benign)];
  const [falseNegatives, trueNegatives] = [events - truePositives, benign - falsePositives];
  return {
    threshold, truePositives, falsePositives, falseNegatives, trueNegatives,
    sensitivity: rate(truePositives, events, level), specificity: rate(trueNegatives, benign, level),
    ppv: rate(truePositives, truePositives + falsePositives, level), npv: rate(trueNegatives, trueNegatives + falseNegatives, level), accuracy: rate(truePositives + trueNegatives, n, level),
  };
}
