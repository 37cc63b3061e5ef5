import { ok, refuse, type Result } from '@echocohort/kernel';
import { fUpperTail } from '../distributions/f-distribution.ts';
import { sampleQuantiles } from '../distributions/sample-quantile.ts';
import { momentsOf, type Moments } from './moments.ts';

/** A comparison of several means. */
export interface AnalysisOfVariance {
  readonly method: 'anova' | 'anova-welch' | 'brown-forsythe';
  readonly f: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly p: number;
}

function checked(groups: readonly (readonly number[])[], least: number): Result<Moments[]> {
  if (groups.length < 2 || groups.some((group) => group.length < least)) return refuse({ code: 'too-few-values', detail: `At least two groups are needed, each with ${least} values or more.` });
  return ok(groups.map(momentsOf));
}

const concluded = (method: AnalysisOfVariance['method'], f: number, numerator: number, denominator: number): Result<AnalysisOfVariance> =>
  Number.isFinite(f) ? ok({ method, f, numerator, denominator, p: fUpperTail(f, numerator, denominator) }) : refuse({ code: 'data-constant', detail: 'The values do not vary within the groups, so their means cannot be tested.' });

/** Classical one-way analysis of variance (equal variances). */
export function anova(groups: readonly (readonly number[])[]): Result<AnalysisOfVariance> {
  const moments = checked(groups, 1);
  if (!moments.ok) return moments;
  const n = moments.value.reduce((sum, group) => sum + group.n, 0);
  const mean = moments.value.reduce((sum, group) => sum + group.n * group.mean, 0) / n;
  const between = moments.value.reduce((sum, group) => sum + group.n * (group.mean - mean) ** 2, 0);
  const within = moments.value.reduce((sum, group) => sum + (group.n - 1) * (group.variance ?? 0), 0);
  const [numerator, denominator] = [groups.length - 1, n - groups.length];
  if (denominator < 1) return refuse({ code: 'too-few-values', detail: 'There is one value in each group, so nothing tells how they vary.' });
  return concluded('anova', between / numerator / (within / denominator), numerator, denominator);
}

/** Welch's analysis of variance, which does not assume equal variances (R's oneway.test). */
export function welchAnova(groups: readonly (readonly number[])[]): Result<AnalysisOfVariance> {
  const moments = checked(groups, 2);
  if (!moments.ok) return moments;
  const weighed = moments.value.map(({ n, mean, variance }) => ({ n, mean, weight: n / (variance ?? NaN) }));
  const [k, total] = [groups.length, weighed.reduce((sum, { weight }) => sum + weight, 0)];
  const mean = weighed.reduce((sum, group) => sum + group.weight * group.mean, 0) / total;
  const imbalance = weighed.reduce((sum, { n, weight }) => sum + (1 - weight / total) ** 2 / (n - 1), 0) / (k * k - 1);
  const between = weighed.reduce((sum, group) => sum + group.weight * (group.mean - mean) ** 2, 0) / (k - 1);
  return concluded('anova-welch', between / (1 + 2 * (k - 2) * imbalance), k - 1, 1 / (3 * imbalance));
}

/** Brown and Forsythe's test of equal variances: analysis of variance of the distances from each group's median. */
export function brownForsythe(groups: readonly (readonly number[])[]): Result<AnalysisOfVariance> {
  const distances = groups.map((group) => {
    const [median = null] = sampleQuantiles(group, [0.5]);
    return group.map((value) => Math.abs(value - (median ?? NaN)));
  });
  const found = anova(distances);
  return found.ok ? ok({ ...found.value, method: 'brown-forsythe' }) : found;
}
