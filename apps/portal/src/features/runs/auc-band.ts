/** One epoch as the curve of the internal AUC needs it. */
export interface AucPoint {
  readonly epoch: number;
  readonly auc: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

type Pair = readonly [number, number];

/** The three lines of a curve with its band: echarts stacks `span` upon `floor` and fills it. */
export interface AucBand {
  readonly line: readonly Pair[];
  readonly floor: readonly Pair[];
  readonly span: readonly Pair[];
}

/** Epochs without a figure are left out of the line; an epoch whose interval cannot be given narrows the band to its figure. */
export function aucBand(points: readonly AucPoint[]): AucBand {
  const known = points.flatMap(({ epoch, auc, lower, upper }) => (auc === null ? [] : [{ epoch, auc, lower: lower ?? auc, upper: upper ?? auc }]));
  const banded = points.some(({ lower, upper }) => lower !== null && upper !== null);
  return {
    line: known.map(({ epoch, auc }) => [epoch, auc]),
    floor: banded ? known.map(({ epoch, lower }) => [epoch, lower]) : [],
    span: banded ? known.map(({ epoch, lower, upper }) => [epoch, upper - lower]) : [],
  };
}
