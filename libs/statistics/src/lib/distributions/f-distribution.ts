import { incompleteBetaTails, type Tails } from './incomplete-beta.ts';
import { incompleteGammaTails } from './incomplete-gamma.ts';
import { turningPoint } from './quantile-search.ts';

/** Both tails of Fisher's F; degrees of freedom need not be whole. */
export function fTails(value: number, numerator: number, denominator: number): Tails {
  if (!(value > 0)) return { lower: 0, upper: 1 };
  if (value === Infinity) return { lower: 1, upper: 0 };
  if (denominator === Infinity) return incompleteGammaTails(numerator / 2, (numerator * value) / 2);
  const scaled = numerator * value;
  return incompleteBetaTails(scaled / (scaled + denominator), denominator / (scaled + denominator), numerator / 2, denominator / 2);
}

/** P(F > value). */
export const fUpperTail = (value: number, numerator: number, denominator: number): number => fTails(value, numerator, denominator).upper;

/** The value with P(F <= value) = p. */
export function fQuantile(p: number, numerator: number, denominator: number): number {
  if (p === 0) return 0;
  if (p === 1) return Infinity;
  const reached = (u: number): boolean => {
    const tails = fTails(Math.exp(u), numerator, denominator);
    return p <= 0.5 ? tails.lower >= p : tails.upper <= 1 - p;
  };
  return Math.exp(turningPoint(reached, -700, 700));
}
