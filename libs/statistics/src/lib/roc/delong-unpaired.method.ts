import { ok, refuse, type Result } from '@echocohort/kernel';
import { tailProbability, type Alternative } from '../distributions/alternative.ts';
import { normalUpperTail } from '../distributions/normal.ts';
import { studentUpperTail } from '../distributions/student-t.ts';
import { aucDelong } from './auc-delong.method.ts';
import type { Direction } from './scored-sample.ts';

/** One of two separate samples. */
export interface AucSample {
  readonly outcomes: readonly boolean[];
  readonly scores: readonly (number | null)[];
  readonly direction?: Direction;
}

/** Two separate samples compared by their areas; both reference distributions are given, `p` is the t one. */
export interface UnpairedAucTest {
  readonly method: 'delong-unpaired';
  readonly auc1: number;
  readonly auc2: number;
  readonly difference: number;
  readonly variance1: number;
  readonly variance2: number;
  readonly standardError: number;
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  /** By Student's t with Satterthwaite's degrees of freedom, as pROC. */
  readonly p: number;
  /** By the normal distribution, as most other programs. */
  readonly pNormal: number;
  readonly alternative: Alternative;
}

/** DeLong's test for areas of two separate samples (cohorts, strata, folds). */
export function delongUnpaired(sample1: AucSample, sample2: AucSample, alternative: Alternative = 'two-sided'): Result<UnpairedAucTest> {
  const one = aucDelong(sample1.outcomes, sample1.scores, { direction: sample1.direction });
  if (!one.ok) return one;
  const two = aucDelong(sample2.outcomes, sample2.scores, { direction: sample2.direction });
  if (!two.ok) return two;
  const [variance1, variance2] = [one.value.variance, two.value.variance];
  if (variance1 === null || variance2 === null || variance1 + variance2 === 0) {
    return refuse({ code: 'no-variance', detail: 'Neither area, or one of them with a single observation in a class, has a variance to compare with.' });
  }
  const size = (estimate: { positives: number; negatives: number }): number => estimate.positives + estimate.negatives - 1;
  const total = variance1 + variance2;
  const degreesOfFreedom = total ** 2 / (variance1 ** 2 / size(one.value) + variance2 ** 2 / size(two.value));
  const difference = one.value.auc - two.value.auc;
  const statistic = difference / Math.sqrt(total);
  return ok({
    method: 'delong-unpaired', auc1: one.value.auc, auc2: two.value.auc, difference, variance1, variance2, standardError: Math.sqrt(total), statistic, degreesOfFreedom,
    p: tailProbability(statistic, alternative, (value) => studentUpperTail(value, degreesOfFreedom)),
    pNormal: tailProbability(statistic, alternative, normalUpperTail),
    alternative,
  });
}
