import { ok, refuse, type Result } from '@echocohort/kernel';
import { chiSquareUpperTail } from '../distributions/chi-square.ts';
import { readingMerits } from '../mrmc/reading-covariance.ts';
import { quadraticForm } from '../table1/pseudo-inverse.ts';

/** An overall test that several areas are equal. Folds share training data, so such a p is descriptive for them. */
export interface AreaEquality {
  readonly method: 'areas-of-one-sample' | 'areas-of-separate-samples';
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
}

/** Areas of several scores on the same cases, with DeLong's covariance matrix. */
export interface CorrelatedAreas extends AreaEquality {
  readonly areas: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

/** Wald test of contrasts of each area with the first, on DeLong's covariance matrix. */
export function equalAreasOfOneSample(outcomes: readonly boolean[], scores: readonly (readonly number[])[]): Result<CorrelatedAreas> {
  if (scores.length < 2) return refuse({ code: 'too-few-scores', detail: 'Two scores at least are needed for a comparison.' });
  if (scores.some((column) => column.length !== outcomes.length)) return refuse({ code: 'lengths-differ', detail: 'Every observation needs every score.' });
  if (scores.flat().some((score) => !Number.isFinite(score))) return refuse({ code: 'score-not-finite', detail: 'A score is missing or not a finite number.' });
  const found = readingMerits(outcomes, scores, { kind: 'auc', covariance: 'delong' });
  if (!found.ok) return found;
  const areas = found.value.values;
  const covariance = found.value.covariance.map((row) => [...row]);
  const at = (i: number, j: number): number => covariance[i]?.[j] ?? 0;
  const gaps = areas.slice(1).map((area) => (areas[0] ?? 0) - area);
  const contrasts = gaps.map((_, i) => gaps.map((__, j) => at(0, 0) - at(0, j + 1) - at(i + 1, 0) + at(i + 1, j + 1)));
  const { value: chiSquare, rank } = quadraticForm(contrasts, gaps, 16 * Number.EPSILON);
  const degreesOfFreedom = gaps.length;
  if (rank < degreesOfFreedom) return refuse({ code: 'no-variance', detail: 'Some of the scores rank the observations alike, so their areas cannot be told apart; leave one of them out.' });
  return ok({ method: 'areas-of-one-sample', areas, covariance, chiSquare, degreesOfFreedom, p: chiSquareUpperTail(chiSquare, degreesOfFreedom) });
}

/** Inverse-variance test that areas of separate samples (folds, strata) are equal. */
export function equalAreasOfSeparateSamples(areas: readonly { readonly auc: number; readonly variance: number | null }[]): Result<AreaEquality> {
  const known = areas.map(({ auc, variance }) => ({ auc, weight: variance === null || variance === 0 ? null : 1 / variance }));
  if (known.length < 2 || known.some(({ weight }) => weight === null)) return refuse({ code: 'no-variance', detail: 'Every area needs a variance above 0, and there must be two at least.' });
  const total = known.reduce((sum, { weight }) => sum + (weight ?? 0), 0);
  const middle = known.reduce((sum, { auc, weight }) => sum + auc * (weight ?? 0), 0) / total;
  const chiSquare = known.reduce((sum, { auc, weight }) => sum + (auc - middle) ** 2 * (weight ?? 0), 0);
  return ok({ method: 'areas-of-separate-samples', chiSquare, degreesOfFreedom: known.length - 1, p: chiSquareUpperTail(chiSquare, known.length - 1) });
}
