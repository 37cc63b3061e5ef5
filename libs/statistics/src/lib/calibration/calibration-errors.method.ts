import { ok, refuse, type Result } from '@echocohort/kernel';
import { sampleQuantile } from '../distributions/sample-quantile.ts';
import { withinLimit } from '../table/row-limits.ts';
import { loess } from './loess.method.ts';
import { along, lowess, type SmoothCurve } from './lowess.method.ts';
import type { ProbabilitySample } from './probability-sample.ts';

/** Distances between predicted probabilities and the smooth curve of what happened (Austin and Steyerberg 2019). */
export interface CalibrationErrors {
  /** Mean (the integrated calibration index), median, 90th percentile and largest. */
  readonly ici: number;
  readonly e50: number;
  readonly e90: number;
  readonly emax: number;
}

export function calibrationErrors(probabilities: Float64Array, observed: readonly number[]): CalibrationErrors {
  const errors = observed.map((value, row) => Math.abs(value - (probabilities[row] ?? NaN)));
  return { ici: errors.reduce((sum, error) => sum + error, 0) / errors.length, e50: sampleQuantile(errors, 0.5), e90: sampleQuantile(errors, 0.9), emax: errors.reduce((most, error) => Math.max(most, error), -Infinity) };
}

/** Harrell's curve: LOWESS without robust rounds. */
export function lowessCalibration({ outcomes, probabilities }: ProbabilitySample): Result<{ readonly curve: SmoothCurve; readonly errors: CalibrationErrors }> {
  if (new Set(probabilities).size < 3) return refuse({ code: 'too-few-values', detail: 'A smooth curve needs at least three different probabilities.' });
  const within = withinLimit(probabilities.length, 'lowess', 'Points of a LOWESS curve');
  if (!within.ok) return within;
  const curve = lowess(Array.from(probabilities), Array.from(outcomes), { rounds: 0 });
  const observed = along(curve, Array.from(probabilities)).map((value) => value ?? NaN);
  return ok({ curve, errors: calibrationErrors(probabilities, observed) });
}

/** Austin and Steyerberg's curve: loess, computed at every point. Values are in the order of the sample. */
export function loessCalibration({ outcomes, probabilities }: ProbabilitySample): Result<{ readonly fitted: readonly number[]; readonly errors: CalibrationErrors }> {
  const fit = loess(Array.from(probabilities), Array.from(outcomes));
  return fit.ok ? ok({ fitted: fit.value.fitted, errors: calibrationErrors(probabilities, fit.value.fitted) }) : fit;
}
