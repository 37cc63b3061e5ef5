import { ok, refuse, type Result } from '@echocohort/kernel';
import type { Alternative } from '../distributions/alternative.ts';
import { normalUpperQuantile } from '../distributions/normal.ts';
import { discreteQuantile, rankSumDistribution, signedRankDistribution } from '../distributions/rank-distributions.ts';
import { sampleQuantiles } from '../distributions/sample-quantile.ts';
import { zeroBetween } from '../distributions/zero-between.ts';
import { midRanks } from '../roc/structural-components.ts';
import { tieTerm, type RankReference } from './mann-whitney.method.ts';

/** By how much one sample lies above another (or differences above nought), with the interval that inverts the rank test. */
export interface ShiftEstimate {
  readonly method: 'hodges-lehmann';
  readonly reference: RankReference;
  readonly level: number;
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  readonly warnings: readonly 'level-not-achievable'[];
}

/** What the interval shall belong to: the same reference and alternative as the test. */
export interface ShiftOptions {
  readonly reference: RankReference;
  readonly alternative?: Alternative;
  readonly level?: number;
}

/** Interval between ordered differences, counted from the exact distribution. */
function counted(sorted: readonly number[], chances: Float64Array, { reference, alternative = 'two-sided', level = 0.95 }: ShiftOptions): ShiftEstimate {
  const tail = alternative === 'two-sided' ? (1 - level) / 2 : 1 - level;
  const place = Math.max(1, discreteQuantile(chances, tail));
  const at = (index: number): number => sorted[index] ?? NaN;
  return {
    method: 'hodges-lehmann', reference, level, warnings: [],
    estimate: sampleQuantiles(sorted, [0.5])[0] ?? NaN,
    lower: alternative === 'less' ? -Infinity : at(place - 1),
    upper: alternative === 'greater' ? Infinity : at(sorted.length - place),
  };
}

interface Deviation {
  readonly gap: number;
  readonly sigma: number;
}

/** The standardised statistic at a shift less a quantile (R's wdiff). */
const standardised = (deviation: (shift: number) => Deviation, alternative: Alternative, corrected: boolean, quantile: number) => (shift: number): number => {
  const { gap, sigma } = deviation(shift);
  const step = !corrected ? 0 : alternative === 'two-sided' ? Math.sign(gap) * 0.5 : alternative === 'greater' ? 0.5 : -0.5;
  return (gap - step) / sigma - quantile;
};

/** Interval by solving for the shift at which the standardised statistic reaches a normal quantile (R's wilcox.test). */
function solved(deviation: (shift: number) => Deviation, from: number, to: number, { reference, alternative = 'two-sided', level = 0.95 }: ShiftOptions): ShiftEstimate {
  const root = (quantile: number, corrected: boolean): number => {
    const f = standardised(deviation, alternative, corrected, quantile);
    if (f(from) <= 0) return from;
    if (f(to) >= 0) return to;
    return zeroBetween(f, from, to);
  };
  const corrected = reference === 'normal-corrected';
  const reach = normalUpperQuantile(alternative === 'two-sided' ? (1 - level) / 2 : 1 - level);
  return {
    method: 'hodges-lehmann', reference, level, warnings: [],
    estimate: root(0, false),
    lower: alternative === 'less' ? -Infinity : root(reach, corrected),
    upper: alternative === 'greater' ? Infinity : root(-reach, corrected),
  };
}

/** The level that a signed-rank interval can have: with few differences no shift is far enough for the one asked for, so alpha is doubled until one is (R). */
function achievable(deviation: (shift: number) => Deviation, from: number, to: number, { reference, alternative = 'two-sided', level = 0.95 }: ShiftOptions): { level: number; reported: number } | null {
  const corrected = reference === 'normal-corrected';
  for (let alpha = 1 - level; alpha < 1; alpha *= 2) {
    const reach = normalUpperQuantile(alternative === 'two-sided' ? alpha / 2 : alpha);
    const low = alternative === 'less' || standardised(deviation, alternative, corrected, reach)(from) >= 0;
    const high = alternative === 'greater' || standardised(deviation, alternative, corrected, -reach)(to) <= 0;
    if (low && high) return { level: 1 - alpha, reported: 1 - level < alpha * 0.75 ? 1 - alpha : level };
  }
  return null;
}

/** Shift between two samples. */
export function shiftBetween(first: readonly number[], second: readonly number[], options: ShiftOptions): Result<ShiftEstimate> {
  const [m, n] = [first.length, second.length];
  if (m === 0 || n === 0) return refuse({ code: 'empty-group', detail: 'Both groups need at least one value.' });
  if (options.reference === 'exact') {
    return ok(counted(first.flatMap((x) => second.map((y) => x - y)).sort((a, b) => a - b), rankSumDistribution(m, n), options));
  }
  const extent = (values: readonly number[]): [number, number] => [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)];
  const [[low1, high1], [low2, high2]] = [extent(first), extent(second)];
  if (low1 === high2 && high1 === low2) return refuse({ code: 'all-tied', detail: 'Every value is the same, so no interval of a shift can be found.' });
  const deviation = (shift: number): { gap: number; sigma: number } => {
    const pooled = Float64Array.from([...first.map((x) => x - shift), ...second]);
    const gap = midRanks(pooled).subarray(0, m).reduce((sum, rank) => sum + rank, 0) - (m * (m + 1)) / 2 - (m * n) / 2;
    return { gap, sigma: Math.sqrt(((m * n) / 12) * (m + n + 1 - tieTerm(pooled) / ((m + n) * (m + n - 1)))) };
  };
  return ok(solved(deviation, low1 - high2, high1 - low2, options));
}

/** Pseudomedian of differences. */
export function pseudomedian(differences: readonly number[], options: ShiftOptions): Result<ShiftEstimate> {
  const kept = options.reference === 'exact' ? differences : differences.filter((value) => value !== 0);
  if (kept.length === 0) return refuse({ code: 'empty-group', detail: 'There are no differences to estimate from.' });
  if (options.reference === 'exact') {
    const means = kept.flatMap((a, index) => kept.slice(index).map((b) => (a + b) / 2)).sort((a, b) => a - b);
    return ok(counted(means, signedRankDistribution(kept.length), options));
  }
  const deviation = (shift: number): { gap: number; sigma: number } => {
    const moved = kept.map((value) => value - shift).filter((value) => value !== 0);
    const [n, sizes] = [moved.length, Float64Array.from(moved, Math.abs)];
    const ranks = midRanks(sizes);
    const gap = moved.reduce((sum, value, index) => (value > 0 ? sum + (ranks[index] ?? 0) : sum), 0) - (n * (n + 1)) / 4;
    return { gap, sigma: Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - tieTerm(sizes) / 48) };
  };
  const low = kept.reduce((a, b) => Math.min(a, b), Infinity);
  const high = kept.reduce((a, b) => Math.max(a, b), -Infinity);
  if (low === high) return refuse({ code: 'all-tied', detail: 'Every difference is the same, so no interval can be found.' });
  const found = achievable(deviation, low, high, options);
  if (found === null) return refuse({ code: 'not-estimable', detail: 'There are too few differences for an interval at any level.' });
  const { level = 0.95 } = options;
  return ok({ ...solved(deviation, low, high, { ...options, level: found.level }), level: found.reported, warnings: found.reported === level ? [] : ['level-not-achievable'] });
}
