import { ok, refuse, type Result } from '@echocohort/kernel';
import { tailProbability, type Alternative } from '../distributions/alternative.ts';
import { normalUpperTail } from '../distributions/normal.ts';
import { discreteTails, rankSumDistribution } from '../distributions/rank-distributions.ts';
import { midRanks } from '../roc/structural-components.ts';

/** How the p value is found: counted, or from the normal distribution with or without continuity correction. */
export type RankReference = 'exact' | 'normal-corrected' | 'normal';

/** Two samples compared by ranks. */
export interface MannWhitney {
  readonly method: 'mann-whitney';
  readonly reference: RankReference;
  readonly n1: number;
  readonly n2: number;
  /** Pairs in which the first sample lies above, ties counting half (R's W). */
  readonly statistic: number;
  readonly rankBiserial: number;
  /** Null: every value is the same, so that there is nothing to compare. */
  readonly p: number | null;
  readonly alternative: Alternative;
  readonly warnings: readonly ('exact-impossible-with-ties' | 'all-tied')[];
}

/** Options; without `reference` R's choice: exact below 50 each and without ties, else normal with correction. */
export interface RankOptions {
  readonly alternative?: Alternative;
  readonly reference?: RankReference;
}

/** The sum of t^3 - t over groups of equal values. */
export function tieTerm(values: Float64Array): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()].reduce((sum, t) => sum + (t ** 3 - t), 0);
}

/** p of a rank statistic by the normal distribution, moved half a step towards its mean where wanted (R's rule). */
export function normalRankP(deviation: number, sigma: number, alternative: Alternative, corrected: boolean): number | null {
  if (sigma === 0) return null;
  const step = !corrected ? 0 : alternative === 'two-sided' ? Math.sign(deviation) * 0.5 : alternative === 'greater' ? 0.5 : -0.5;
  const z = (deviation - step) / sigma;
  return tailProbability(z, alternative, normalUpperTail);
}

/** p of a discrete statistic from its chances: twice the smaller tail, both with the observed value (R's rule). */
export function exactRankP(chances: Float64Array, statistic: number, mean: number, alternative: Alternative): number {
  const upper = discreteTails(chances, statistic - 1).upper;
  const lower = discreteTails(chances, statistic).lower;
  if (alternative === 'greater') return upper;
  if (alternative === 'less') return lower;
  return Math.min(1, 2 * (statistic > mean ? upper : lower));
}

/** The Mann-Whitney (Wilcoxon rank sum) test. */
export function mannWhitney(first: readonly number[], second: readonly number[], options: RankOptions = {}): Result<MannWhitney> {
  const [n1, n2] = [first.length, second.length];
  if (n1 === 0 || n2 === 0) return refuse({ code: 'empty-group', detail: 'Both groups need at least one value.', facts: { n1, n2 } });
  const pooled = Float64Array.from([...first, ...second]);
  if (pooled.some((value) => Number.isNaN(value))) return refuse({ code: 'value-not-a-number', detail: 'A value is not a number; leave missing values out first.' });
  const alternative = options.alternative ?? 'two-sided';
  const ties = tieTerm(pooled);
  const wanted = options.reference ?? (n1 < 50 && n2 < 50 && ties === 0 ? 'exact' : 'normal-corrected');
  const reference = wanted === 'exact' && ties > 0 ? 'normal-corrected' : wanted;
  const statistic = midRanks(pooled).subarray(0, n1).reduce((sum, rank) => sum + rank, 0) - (n1 * (n1 + 1)) / 2;
  const [n, mean] = [n1 + n2, (n1 * n2) / 2];
  const sigma = Math.sqrt(((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1))));
  const allTied = ties === n ** 3 - n && n > 1;
  const p = reference === 'exact' ? exactRankP(rankSumDistribution(n1, n2), statistic, mean, alternative) : normalRankP(statistic - mean, allTied ? 0 : sigma, alternative, reference === 'normal-corrected');
  const warnings: MannWhitney['warnings'] = [...(reference === wanted ? [] : ['exact-impossible-with-ties' as const]), ...(allTied ? ['all-tied' as const] : [])];
  return ok({ method: 'mann-whitney', reference, n1, n2, statistic, rankBiserial: (2 * statistic) / (n1 * n2) - 1, p, alternative, warnings });
}
