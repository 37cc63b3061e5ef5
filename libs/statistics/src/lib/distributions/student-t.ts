import { incompleteBeta } from './incomplete-beta.ts';

/** P(T > t) of Student's distribution; the degrees of freedom need not be whole. */
export function studentUpperTail(t: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 0)) throw new RangeError('studentUpperTail: degrees of freedom above 0');
  const half = 0.5 * incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
  return t >= 0 ? half : 1 - half;
}
