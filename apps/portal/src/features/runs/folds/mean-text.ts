import type { CrossValidationView } from '@echocohort/contracts';

/** `0.912 ± 0.021`: the mean of the folds' areas and their standard deviation, or a dash until there is one. */
export function meanText(pooled: Pick<NonNullable<CrossValidationView['pooled']>, 'meanAuc' | 'standardDeviation'> | null): string {
  if (pooled === null || pooled.meanAuc === null) return '–';
  return pooled.standardDeviation === null ? pooled.meanAuc.toFixed(3) : `${pooled.meanAuc.toFixed(3)} ± ${pooled.standardDeviation.toFixed(3)}`;
}

/** A p value as it is printed. */
export const pText = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(3));

/** Where a figure and its interval lie on an axis from 0.5 to 1, in shares of its length; what is below 0.5 is cut there. */
export interface BarPlace {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  /** Whether something lies below the axis. */
  readonly cut: boolean;
}

const FLOOR = 0.5;
const onAxis = (value: number): number => Math.min(1, Math.max(0, (value - FLOOR) / (1 - FLOOR)));

export function barPlace(auc: number, lower: number | null, upper: number | null): BarPlace {
  return { from: onAxis(lower ?? auc), to: onAxis(upper ?? auc), at: onAxis(auc), cut: (lower ?? auc) < FLOOR };
}
