import { ok, refuse, type Result } from '@echocohort/kernel';
import type { Alternative } from '../distributions/alternative.ts';
import { signedRankDistribution } from '../distributions/rank-distributions.ts';
import { midRanks } from '../roc/structural-components.ts';
import { exactRankP, normalRankP, tieTerm, type RankOptions, type RankReference } from './mann-whitney.method.ts';

/** Wilcoxon's signed-rank test of differences. */
export interface SignedRank {
  readonly method: 'signed-rank';
  readonly reference: RankReference;
  /** Differences that are not zero; the zeros are left out, as R does. */
  readonly n: number;
  readonly zeros: number;
  /** Sum of the ranks of positive differences (R's V). */
  readonly statistic: number;
  readonly p: number | null;
  readonly alternative: Alternative;
  readonly warnings: readonly ('exact-impossible-with-ties-or-zeros')[];
}

/** The signed-rank test; without `reference` exact below 50 differences without ties or zeros, else normal with correction. */
export function signedRank(differences: readonly number[], options: RankOptions = {}): Result<SignedRank> {
  if (differences.length === 0) return refuse({ code: 'empty-group', detail: 'There are no pairs to compare.' });
  if (differences.some((value) => Number.isNaN(value))) return refuse({ code: 'value-not-a-number', detail: 'A difference is not a number; leave incomplete pairs out first.' });
  const kept = differences.filter((value) => value !== 0);
  const [n, zeros, alternative] = [kept.length, differences.length - kept.length, options.alternative ?? 'two-sided'];
  const sizes = Float64Array.from(kept, Math.abs);
  const ties = tieTerm(sizes);
  const wanted = options.reference ?? (differences.length < 50 && ties === 0 && zeros === 0 ? 'exact' : 'normal-corrected');
  const reference = wanted === 'exact' && (ties > 0 || zeros > 0) ? 'normal-corrected' : wanted;
  const ranks = midRanks(sizes);
  const statistic = kept.reduce((sum, value, index) => (value > 0 ? sum + (ranks[index] ?? 0) : sum), 0);
  const mean = (n * (n + 1)) / 4;
  const sigma = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - ties / 48);
  const p = reference === 'exact' ? exactRankP(signedRankDistribution(n), statistic, mean, alternative) : normalRankP(statistic - mean, sigma, alternative, reference === 'normal-corrected');
  return ok({ method: 'signed-rank', reference, n, zeros, statistic, p, alternative, warnings: reference === wanted ? [] : ['exact-impossible-with-ties-or-zeros'] });
}
