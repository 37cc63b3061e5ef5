import { incompleteBetaTails, type Tails } from './incomplete-beta.ts';
import { turningPoint } from './quantile-search.ts';
import { binomialTerm } from './saddle-point.ts';

/** Both tails of the beta distribution. */
export const betaTails = (x: number, a: number, b: number): Tails => incompleteBetaTails(x, 1 - x, a, b);

/** Density of the beta distribution inside (0, 1). */
export const betaDensity = (x: number, a: number, b: number): number => ((a * b) / (a + b)) * binomialTerm(a, a + b, x, 1 - x) / (x * (1 - x));

/** The x with P(X <= x) = p; searched on the logit scale and against the smaller tail. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError('betaQuantile: a probability');
  if (p === 0 || p === 1) return p;
  const reached = (u: number): boolean => {
    const tails = incompleteBetaTails(1 / (1 + Math.exp(-u)), 1 / (1 + Math.exp(u)), a, b);
    return p <= 0.5 ? tails.lower >= p : tails.upper <= 1 - p;
  };
  return 1 / (1 + Math.exp(-turningPoint(reached, -700, 700)));
}
