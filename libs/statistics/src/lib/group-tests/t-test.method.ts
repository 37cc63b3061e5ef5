import { ok, refuse, type Result } from '@echocohort/kernel';
import { tailProbability, type Alternative } from '../distributions/alternative.ts';
import { studentQuantile, studentUpperTail } from '../distributions/student-t.ts';
import { momentsOf } from './moments.ts';

/** A comparison of means by Student's t. */
export interface TTest {
  readonly method: 't-welch' | 't-pooled' | 't-paired';
  readonly n: readonly number[];
  /** Mean of each group, or the mean difference of pairs. */
  readonly means: readonly number[];
  readonly difference: number;
  readonly standardError: number;
  readonly t: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
  readonly alternative: Alternative;
  readonly interval: { readonly level: number; readonly lower: number; readonly upper: number };
}

/** Welch's form unless variances are declared equal. */
export interface TTestOptions {
  readonly equalVariances?: boolean;
  readonly alternative?: Alternative;
  readonly level?: number;
}

interface Found {
  readonly method: TTest['method'];
  readonly n: readonly number[];
  readonly means: readonly number[];
  readonly difference: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

function concluded(found: Found, { alternative = 'two-sided', level = 0.95 }: TTestOptions): Result<TTest> {
  const { difference, standardError, degreesOfFreedom, means } = found;
  if (standardError < 10 * Number.EPSILON * Math.max(...means.map(Math.abs))) return refuse({ code: 'data-constant', detail: 'The values hardly vary, so their means cannot be tested.' });
  if (standardError === 0) return refuse({ code: 'data-constant', detail: 'The values do not vary, so their means cannot be tested.' });
  const t = difference / standardError;
  const reach = studentQuantile(alternative === 'two-sided' ? (1 + level) / 2 : level, degreesOfFreedom) * standardError;
  return ok({
    ...found, t, p: tailProbability(t, alternative, (value) => studentUpperTail(value, degreesOfFreedom)), alternative,
    interval: { level, lower: alternative === 'less' ? -Infinity : difference - reach, upper: alternative === 'greater' ? Infinity : difference + reach },
  });
}

const tooFew = (): Result<never> => refuse({ code: 'too-few-values', detail: 'A group has too few values for its variance.' });

/** Student's t test of two independent groups; Welch's by default (R's t.test). */
export function tTest(first: readonly number[], second: readonly number[], options: TTestOptions = {}): Result<TTest> {
  const [one, two] = [momentsOf(first), momentsOf(second)];
  const base = { n: [one.n, two.n], means: [one.mean, two.mean], difference: one.mean - two.mean };
  if (options.equalVariances) {
    const degreesOfFreedom = one.n + two.n - 2;
    if (one.n < 1 || two.n < 1 || degreesOfFreedom < 1) return tooFew();
    const pooled = ((one.n - 1) * (one.variance ?? 0) + (two.n - 1) * (two.variance ?? 0)) / degreesOfFreedom;
    return concluded({ method: 't-pooled', ...base, standardError: Math.sqrt(pooled * (1 / one.n + 1 / two.n)), degreesOfFreedom }, options);
  }
  if (one.variance === null || two.variance === null) return tooFew();
  const [v1, v2] = [one.variance / one.n, two.variance / two.n];
  const degreesOfFreedom = (v1 + v2) ** 2 / (v1 ** 2 / (one.n - 1) + v2 ** 2 / (two.n - 1));
  return concluded({ method: 't-welch', ...base, standardError: Math.sqrt(v1 + v2), degreesOfFreedom }, options);
}

/** Student's t test of paired differences. */
export function pairedTTest(differences: readonly number[], options: TTestOptions = {}): Result<TTest> {
  const { n, mean, variance } = momentsOf(differences);
  if (variance === null) return tooFew();
  return concluded({ method: 't-paired', n: [n], means: [mean], difference: mean, standardError: Math.sqrt(variance / n), degreesOfFreedom: n - 1 }, options);
}
