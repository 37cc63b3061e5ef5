import { incompleteGammaTails } from './incomplete-gamma.ts';
import { turningPoint } from './quantile-search.ts';

/** P(X > x) of the chi-square distribution; degrees of freedom need not be whole. */
export const chiSquareUpperTail = (x: number, degreesOfFreedom: number): number => incompleteGammaTails(degreesOfFreedom / 2, x / 2).upper;

/** P(X <= x) of the chi-square distribution. */
export const chiSquareLowerTail = (x: number, degreesOfFreedom: number): number => incompleteGammaTails(degreesOfFreedom / 2, x / 2).lower;

/** The x with P(X <= x) = p. */
export function chiSquareQuantile(p: number, degreesOfFreedom: number): number {
  if (p === 0) return 0;
  if (p === 1) return Infinity;
  const reached = (u: number): boolean => {
    const tails = incompleteGammaTails(degreesOfFreedom / 2, Math.exp(u) / 2);
    return p <= 0.5 ? tails.lower >= p : tails.upper <= 1 - p;
  };
  return Math.exp(turningPoint(reached, -700, 25));
}
