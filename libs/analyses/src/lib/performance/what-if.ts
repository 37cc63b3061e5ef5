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

type Curve = Pick<RocResult['curves'][number], 'points' | 'auc' | 'order'>;

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

/** The cells of a 2x2 table. */
export type TableCell = 'truePositives' | 'falsePositives' | 'falseNegatives' | 'trueNegatives';

/** The lesions of each cell of the table at a cut-off; null where the curve has not both classes, or was stored before it named its lesions. */
export function whatIfLesions(curve: Curve, threshold: number): Readonly<Record<TableCell, readonly string[]>> | null {
  const table = whatIf(curve, threshold);
  const { order } = curve;
  if (table === null || order === undefined) return null;
  const { truePositives, falsePositives } = table;
  return { truePositives: order.malignant.slice(0, truePositives), falseNegatives: order.malignant.slice(truePositives), falsePositives: order.benign.slice(0, falsePositives), trueNegatives: order.benign.slice(falsePositives) };
}

/**
 * The lesions of each group of similar risk, from the lowest on. Groups never part lesions of one score, so that each takes the next ones of
 * either class. Null where the curve does not name its lesions, or groups and curve do not count the same ones.
 */
export function groupLesions({ order }: Curve, groups: readonly { readonly n: number; readonly events: number }[]): readonly (readonly string[])[] | null {
  if (order === undefined) return null;
  const [malignant, benign] = [order.malignant.toReversed(), order.benign.toReversed()];
  let [atMalignant, atBenign] = [0, 0];
  const found = groups.map(({ n, events }) => {
    const own = [...malignant.slice(atMalignant, atMalignant + events), ...benign.slice(atBenign, atBenign + n - events)];
    [atMalignant, atBenign] = [atMalignant + events, atBenign + n - events];
    return own;
  });
  return atMalignant === malignant.length && atBenign === benign.length ? found : null;
}
