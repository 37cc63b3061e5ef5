import { incompleteBetaTails, type Tails } from './incomplete-beta.ts';
import { binomialTerm } from './saddle-point.ts';

/** P(X = k) of n trials. */
export const binomialDensity = (k: number, n: number, p: number): number => (k < 0 || k > n ? 0 : binomialTerm(k, n, p, 1 - p));

/** P(X <= k) and P(X > k). */
export function binomialTails(k: number, n: number, p: number): Tails {
  const whole = Math.floor(k + 1e-7);
  if (whole < 0) return { lower: 0, upper: 1 };
  if (whole >= n) return { lower: 1, upper: 0 };
  const { lower, upper } = incompleteBetaTails(p, 1 - p, whole + 1, n - whole);
  return { lower: upper, upper: lower };
}

/** Two-sided exact p of k successes in n trials: the outcomes no more probable than the observed one, as R's binom.test (relative tolerance 1e-7). */
export function binomialTest(k: number, n: number, p = 0.5): number {
  const limit = binomialDensity(k, n, p) * (1 + 1e-7);
  const mean = n * p;
  if (k === mean) return 1;
  let beyond = 0;
  if (k < mean) {
    for (let i = Math.ceil(mean); i <= n; i++) if (binomialDensity(i, n, p) <= limit) beyond++;
    const far = beyond === 0 ? 0 : binomialTails(n - beyond, n, p).upper;
    return Math.min(1, binomialTails(k, n, p).lower + far);
  }
  for (let i = 0; i <= Math.floor(mean); i++) if (binomialDensity(i, n, p) <= limit) beyond++;
  const far = beyond === 0 ? 0 : binomialTails(beyond - 1, n, p).lower;
  return Math.min(1, far + binomialTails(k - 1, n, p).upper);
}
