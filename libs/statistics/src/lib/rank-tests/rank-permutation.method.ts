import { ok, refuse, type Result } from '@echocohort/kernel';
import { midRanks } from '../roc/structural-components.ts';
import { tieTerm } from './mann-whitney.method.ts';

/** The rank-sum test with every division of the pooled values counted, ties included. */
export interface RankPermutation {
  readonly method: 'rank-permutation';
  readonly statistic: number;
  /** Null: every value is the same. */
  readonly z: number | null;
  readonly pTwoSided: number;
  readonly pGreater: number;
  readonly pLess: number;
}

/** Chances of the doubled rank sum (whole, since mid-ranks are halves) of n1 drawn from all: dynamic programming over sums. */
function sumChances(doubled: readonly number[], n1: number): Float64Array {
  const top = [...doubled].sort((a, b) => b - a).slice(0, n1).reduce((sum, value) => sum + value, 0);
  const n = doubled.length;
  const ways = Array.from({ length: n1 + 1 }, () => new Float64Array(top + 1));
  const start = ways[0];
  if (start) start[0] = 1;
  for (const [seen, value] of doubled.entries()) {
    // Chances rather than counts: the next value is among the drawn with chance (left to draw) / (left over).
    for (let taken = Math.min(n1, seen + 1); taken >= 0; taken--) {
      const here = ways[taken];
      const before = taken > 0 ? ways[taken - 1] : undefined;
      if (!here) continue;
      const [stay, come] = [1 - (n1 - taken) / (n - seen), (n1 - taken + 1) / (n - seen)];
      for (let sum = top; sum >= 0; sum--) here[sum] = (here[sum] ?? 0) * Math.max(0, stay) + (before && sum >= value ? (before[sum - value] ?? 0) * come : 0);
    }
  }
  return ways[n1] ?? new Float64Array(1);
}

/** Exact permutation test of the rank sum; both sides at least as far from the mean as the observed (coin, SPSS Exact Tests). */
export function rankPermutation(first: readonly number[], second: readonly number[]): Result<RankPermutation> {
  const [n1, n] = [first.length, first.length + second.length];
  if (n1 === 0 || second.length === 0) return refuse({ code: 'empty-group', detail: 'Both groups need at least one value.' });
  if (n > 400) return refuse({ code: 'too-many-for-exact', detail: 'Counting every division is offered for at most 400 values; use the normal form.', facts: { n } });
  const pooled = Float64Array.from([...first, ...second]);
  const doubled = [...midRanks(pooled)].map((rank) => Math.round(2 * rank));
  const observed = doubled.slice(0, n1).reduce((sum, value) => sum + value, 0);
  const mean = n1 * (n + 1);
  const chances = sumChances(doubled, n1);
  const total = (holds: (sum: number) => boolean): number => Math.min(1, chances.reduce((all, chance, sum) => (holds(sum) ? all + chance : all), 0));
  const sigma = Math.sqrt(((n1 * second.length) / 12) * (n + 1 - tieTerm(pooled) / (n * (n - 1))));
  return ok({
    method: 'rank-permutation', statistic: observed / 2 - (n1 * (n1 + 1)) / 2, z: sigma > 1e-12 ? (observed - mean) / 2 / sigma : null,
    pTwoSided: total((sum) => Math.abs(sum - mean) >= Math.abs(observed - mean)), pGreater: total((sum) => sum >= observed), pLess: total((sum) => sum <= observed),
  });
}
