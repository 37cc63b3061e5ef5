import { incompleteBetaTails } from './incomplete-beta.ts';
import { normalUpperQuantile, normalUpperTail } from './normal.ts';
import { turningPoint } from './quantile-search.ts';

/** P(|T| > |t|) and its complement of Student's distribution. */
function twoSided(t: number, degreesOfFreedom: number): { outside: number; inside: number } {
  const square = t * t;
  if (square === Infinity) return { outside: 0, inside: 1 };
  const { lower, upper } = incompleteBetaTails(degreesOfFreedom / (degreesOfFreedom + square), square / (degreesOfFreedom + square), degreesOfFreedom / 2, 0.5);
  return { outside: lower, inside: upper };
}

/** P(T > t) of Student's distribution; the degrees of freedom need not be whole. */
export function studentUpperTail(t: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 0)) throw new RangeError('studentUpperTail: degrees of freedom above 0');
  if (degreesOfFreedom === Infinity) return normalUpperTail(t);
  const half = 0.5 * twoSided(t, degreesOfFreedom).outside;
  return t >= 0 ? half : 1 - half;
}

/** The t with P(T <= t) = p, for p in (0, 1). */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError('studentQuantile: a probability between 0 and 1, both excluded');
  if (degreesOfFreedom === Infinity) return -normalUpperQuantile(p);
  if (p > 0.5) return -studentQuantile(1 - p, degreesOfFreedom);
  if (p === 0.5) return 0;
  const [outside, inside] = [2 * p, 1 - 2 * p];
  const reached = (u: number): boolean => {
    const tails = twoSided(Math.exp(u), degreesOfFreedom);
    return outside < 0.5 ? tails.outside <= outside : tails.inside >= inside;
  };
  return -Math.exp(turningPoint(reached, -300, 300));
}
