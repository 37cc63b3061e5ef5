import type { CalibrationRecord } from '@echocohort/model';
import { logistic, normalReach } from '@echocohort/statistics';
import { scoreLogit } from '@echocohort/training';

/** What a score meant among the internal lesions: the share of malignant ones at such a score, with its interval. */
export type ScoreInterval =
  | { readonly method: 'logistic-calibration-internal'; readonly probability: number; readonly lower: number; readonly upper: number; readonly level: number; readonly lesions: number }
  | { readonly method: 'none'; readonly reason: string };

/**
 * The calibrated risk of a lesion score with the interval of the calibration line (delta method on the linear predictor). It says how surely the
 * internal set ties this score to an outcome; it is no statement about one patient.
 */
export function scoreInterval(calibration: CalibrationRecord, score: number): ScoreInterval {
  if (calibration.method === 'none') return calibration;
  const { intercept, slope, covariance, level, lesions } = calibration;
  const x = scoreLogit(score);
  const [[a = NaN, b = NaN] = [], [, c = NaN] = []] = covariance;
  const [centre, reach] = [intercept + slope * x, normalReach(level) * Math.sqrt(a + 2 * x * b + x * x * c)];
  return { method: 'logistic-calibration-internal', probability: logistic(centre), lower: logistic(centre - reach), upper: logistic(centre + reach), level, lesions };
}
