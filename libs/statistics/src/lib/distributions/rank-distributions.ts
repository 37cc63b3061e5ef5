import type { Tails } from './incomplete-beta.ts';

/** Chances of 0 … length - 1 from the numbers of ways, which may exceed the doubles' whole numbers without harm to the ratio. */
const shares = (ways: Float64Array): Float64Array => {
  const total = ways.reduce((sum, value) => sum + value, 0);
  return ways.map((value) => value / total);
};

/**
 * The exact distribution of the rank-sum statistic W of sizes m and n without ties: chances of W = 0 … m n. Counted by the
 * Gaussian binomial coefficient: multiply by (1 - q^(n + i)), divide by (1 - q^i), for i = 1 … m. Only the lower half is counted,
 * where the subtractions are of smaller numbers from larger; the upper half is its mirror image.
 */
export function rankSumDistribution(m: number, n: number): Float64Array {
  const [small, large] = m <= n ? [m, n] : [n, m];
  const top = small * large;
  const middle = Math.floor(top / 2);
  const ways = new Float64Array(middle + 1);
  ways[0] = 1;
  for (let i = 1; i <= small; i++) {
    for (let k = middle; k >= large + i; k--) ways[k] = (ways[k] ?? 0) - (ways[k - large - i] ?? 0);
    for (let k = i; k <= middle; k++) ways[k] = (ways[k] ?? 0) + (ways[k - i] ?? 0);
  }
  return shares(Float64Array.from({ length: top + 1 }, (_, k) => ways[Math.min(k, top - k)] ?? 0));
}

/** The exact distribution of the signed-rank statistic V of n differences without ties: chances of V = 0 … n (n + 1) / 2. */
export function signedRankDistribution(n: number): Float64Array {
  const top = (n * (n + 1)) / 2;
  const ways = new Float64Array(top + 1);
  ways[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    for (let k = top; k >= rank; k--) ways[k] = (ways[k] ?? 0) / 2 + (ways[k - rank] ?? 0) / 2;
    for (let k = 0; k < rank; k++) ways[k] = (ways[k] ?? 0) / 2;
  }
  return ways;
}

/** P(X <= x) and P(X > x) of chances over 0, 1, 2 …, each summed from its small end. */
export function discreteTails(chances: Float64Array, x: number): Tails {
  const at = Math.floor(x + 1e-7);
  let [lower, upper] = [0, 0];
  for (let k = 0; k <= at && k < chances.length; k++) lower += chances[k] ?? 0;
  for (let k = chances.length - 1; k > at && k >= 0; k--) upper += chances[k] ?? 0;
  return { lower: Math.min(1, lower), upper: Math.min(1, upper) };
}

/** The least x with P(X <= x) >= p. */
export function discreteQuantile(chances: Float64Array, p: number): number {
  let sum = 0;
  for (const [x, chance] of chances.entries()) {
    sum += chance;
    if (sum >= p - 10 * Number.EPSILON) return x;
  }
  return chances.length - 1;
}
