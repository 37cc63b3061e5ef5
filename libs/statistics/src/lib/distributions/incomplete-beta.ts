import { binomialTerm } from './saddle-point.ts';

const TINY = 1e-300;

/** Both tails of a distribution, each computed as itself wherever it is the small one. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

function fraction(x: number, a: number, b: number): number {
  const guard = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 200_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return value;
}

/**
 * I_x(a, b) and its complement, from x and y = 1 - x given apart, so that neither is lost to rounding. Continued fraction (Lentz)
 * on the side where it converges fast; its front factor by Loader's saddle point, since log gammas cancel for large a or b.
 */
export function incompleteBetaTails(x: number, y: number, a: number, b: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  const front = ((a * b) / (a + b)) * binomialTerm(a, a + b, x, y);
  if (x < (a + 1) / (a + b + 2)) {
    const lower = Math.min(1, (front * fraction(x, a, b)) / a);
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, (front * fraction(y, b, a)) / b);
  return { lower: 1 - upper, upper };
}

/** The regularised incomplete beta function I_x(a, b). */
export const incompleteBeta = (x: number, a: number, b: number): number => incompleteBetaTails(x, 1 - x, a, b).lower;
