import { ok, refuse, type Result } from '@echocohort/kernel';
import { tailProbability, type Alternative } from '../distributions/alternative.ts';
import { normalReach, normalUpperTail } from '../distributions/normal.ts';
import { scoredSample, type Direction } from './scored-sample.ts';
import { combinedVariance, structuralComponents } from './structural-components.ts';

/** Two scores of the same observations, compared by their areas. */
export interface PairedAucTest {
  readonly method: 'delong-paired';
  readonly auc1: number;
  readonly auc2: number;
  readonly difference: number;
  readonly standardError: number;
  readonly variance1: number;
  readonly variance2: number;
  readonly covariance: number;
  readonly z: number;
  readonly p: number;
  readonly alternative: Alternative;
  readonly interval: { readonly level: number; readonly lower: number; readonly upper: number };
  readonly used: number;
  readonly positives: number;
  readonly negatives: number;
  readonly dropped: number;
}

/** Options of the paired test; each score states its own direction. */
export interface PairedAucOptions {
  readonly direction1?: Direction;
  readonly direction2?: Direction;
  readonly alternative?: Alternative;
  readonly level?: number;
}

const difference = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, index) => value - (b[index] ?? 0));

/**
 * DeLong's test for two correlated areas. An observation without either score leaves both areas. The variance is that of
 * the differences of components, so nearly identical scores do not drown in rounding; no difference at all is z = 0, p = 1.
 */
export function delongPaired(outcomes: readonly boolean[], scores1: readonly (number | null)[], scores2: readonly (number | null)[], options: PairedAucOptions = {}): Result<PairedAucTest> {
  const { direction1, direction2, alternative = 'two-sided', level = 0.95 } = options;
  if (scores1.length !== scores2.length) return refuse({ code: 'lengths-differ', detail: 'The two scores must come from the same observations.' });
  const whole = (_: unknown, index: number): boolean => scores1[index] !== null && scores2[index] !== null;
  const of = <T>(values: readonly T[]): T[] => values.filter(whole);
  const first = scoredSample(of(outcomes), of(scores1), direction1);
  if (!first.ok) return first;
  const second = scoredSample(of(outcomes), of(scores2), direction2);
  if (!second.ok) return second;
  const [one, two] = [structuralComponents(first.value), structuralComponents(second.value)];
  const [variance1, variance2] = [combinedVariance(one.ofPositives, one.ofNegatives), combinedVariance(two.ofPositives, two.ofNegatives)];
  const variance = combinedVariance(difference(one.ofPositives, two.ofPositives), difference(one.ofNegatives, two.ofNegatives));
  if (variance === null || variance1 === null || variance2 === null) return refuse({ code: 'no-variance', detail: 'One class holds a single observation, so the areas have no variance to compare with.' });
  const gap = one.auc - two.auc;
  const standardError = Math.sqrt(variance);
  if (standardError === 0 && gap !== 0) return refuse({ code: 'no-variance', detail: 'The areas differ but their difference has no variance, so no test is possible.' });
  const z = standardError === 0 ? 0 : gap / standardError;
  const reach = normalReach(level) * standardError;
  const { positives, negatives } = first.value;
  return ok({
    method: 'delong-paired', auc1: one.auc, auc2: two.auc, difference: gap, standardError, variance1, variance2,
    covariance: (variance1 + variance2 - variance) / 2,
    z, p: standardError === 0 ? 1 : tailProbability(z, alternative, normalUpperTail), alternative,
    interval: { level, lower: gap - reach, upper: gap + reach },
    used: positives.length + negatives.length, positives: positives.length, negatives: negatives.length, dropped: outcomes.length - positives.length - negatives.length,
  });
}
