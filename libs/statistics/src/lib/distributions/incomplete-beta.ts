import { binomialTerm } from './saddle-point.ts';

const TINY = 1e-300;

/** Both tails of a distribution, each computed as itself wherever it is the small one. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The continued fraction of DiDonato and Morris (1992, their eq. 9): x^a y^b / B(a, b) over it is I_x(a, b). It takes y = 1 - x as it is,
 * where the classical fraction forms 1 - (a + b) x / (a + 1) and loses as many digits as a is long.
 */
function fraction(x: number, y: number, a: number, b: number): number {
  const guard = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
  const partial = (m: number): number => m + (m * (b - m) * x) / (a + 2 * m - 1) + ((a + m) * (a * y - b * x + 1 + m * (1 + y))) / (a + 2 * m + 1);
  let value = guard((a * (a * y - b * x + 1)) / (a + 1));
  let [c, d] = [value, 0];
  for (let m = 1; m < 200_000; m++) {
    const above = (((a + m - 1) * (a + b + m - 1) * m * (b - m)) / (a + 2 * m - 1) ** 2) * x * x;
    const below = partial(m);
    d = 1 / guard(below + above * d);
    c = guard(below + above / c);
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
    const lower = Math.min(1, front / fraction(x, y, a, b));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, front / fraction(y, x, b, a));
  return { lower: 1 - upper, upper };
}

/** The regularised incomplete beta function I_x(a, b). */
export const incompleteBeta = (x: number, a: number, b: number): number => incompleteBetaTails(x, 1 - x, a, b).lower;
