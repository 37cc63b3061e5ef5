import { momentsOf } from '../group-tests/moments.ts';
import { quadraticForm } from './pseudo-inverse.ts';

/** |m1 - m2| / sqrt((v1 + v2) / 2): how far apart two groups are whatever their size. Null: not estimable. */
export function standardisedMeanDifference(first: readonly number[], second: readonly number[]): number | null {
  const [one, two] = [momentsOf(first), momentsOf(second)];
  if (one.variance === null || two.variance === null || one.variance + two.variance === 0) return null;
  return Math.abs(one.mean - two.mean) / Math.sqrt((one.variance + two.variance) / 2);
}

/** The same for shares of levels: the multinomial Mahalanobis distance of Yang and Dalton (2012), first level left out. */
export function standardisedShareDifference(first: readonly number[], second: readonly number[]): number | null {
  const shares = (counts: readonly number[]): number[] => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.slice(1).map((count) => count / total);
  };
  const [p, q] = [shares(first), shares(second)];
  if (p.length === 0 || [...p, ...q].some((share) => Number.isNaN(share))) return null;
  const gaps = p.map((share, level) => share - (q[level] ?? 0));
  const covariance = p.map((share, i) => p.map((other, j) => {
    const [a, b] = [q[i] ?? 0, q[j] ?? 0];
    return ((i === j ? share : 0) - share * other + (i === j ? a : 0) - a * b) / 2;
  }));
  if (covariance.flat().every((value) => value === 0)) return gaps.every((gap) => gap === 0) ? 0 : null;
  return Math.sqrt(quadraticForm(covariance, gaps).value);
}
