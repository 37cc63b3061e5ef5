import type { CalibrationRecord, LesionScore } from '@echocohort/model';
import { dataTable, designMatrix, firthRegression, fitLogistic, logistic, parseFormula } from '@echocohort/statistics';

const LEVEL = 0.95;
/** Fewer lesions of one class than this say nothing about calibration. */
const FEWEST = 5;

const none = (reason: string): CalibrationRecord => ({ method: 'none', reason });

/** A score as the regression sees it; the ends are cut where a network's certainty means nothing more. */
export const scoreLogit = (score: number): number => {
  const inside = Math.min(1 - 1e-4, Math.max(1e-4, score));
  return Math.log(inside / (1 - inside));
};

/** The inverse of Fisher's information of intercept and slope at an estimate. */
function covarianceAt(logits: readonly number[], intercept: number, slope: number): number[][] {
  let [a, b, c] = [0, 0, 0];
  for (const x of logits) {
    const p = logistic(intercept + slope * x);
    const weight = p * (1 - p);
    [a, b, c] = [a + weight, b + weight * x, c + weight * x * x];
  }
  const determinant = a * c - b * b;
  return [[c / determinant, -b / determinant], [-b / determinant, a / determinant]];
}

/** How scores became outcomes among the internal lesions, which the network did not learn from. */
export function calibrate(scores: readonly LesionScore[], outcomes: ReadonlyMap<string, boolean>): CalibrationRecord {
  const own = scores.filter(({ set }) => set === 'internal_validation').flatMap(({ lesion, score }) => {
    const malignant = outcomes.get(lesion);
    return malignant === undefined ? [] : [{ malignant, logit: scoreLogit(score) }];
  });
  const malignant = own.filter((lesion) => lesion.malignant).length;
  if (Math.min(malignant, own.length - malignant) < FEWEST) return none(`The internal set has ${malignant} malignant and ${own.length - malignant} benign lesions; ${FEWEST} of each are needed.`);
  const formula = parseFormula('malignant ~ logit_score');
  const table = dataTable([['malignant', own.map((lesion) => (lesion.malignant ? 1 : 0))], ['logit_score', own.map(({ logit }) => logit)]]);
  const design = formula.ok ? designMatrix(formula.value, table) : formula;
  if (!design.ok) return none(design.refusal.detail);
  const likely = fitLogistic(design.value);
  const model = likely.ok ? likely : firthRegression(design.value);
  if (!model.ok) return none(model.refusal.detail);
  const [intercept, slope] = model.value.coefficients.map(({ estimate }) => estimate);
  if (intercept === undefined || slope === undefined) return none('All internal lesions have the same score.');
  const covariance = covarianceAt(own.map(({ logit }) => logit), intercept, slope);
  if (!covariance.flat().every(Number.isFinite)) return none('The internal scores leave the calibration undetermined.');
  return { method: 'logistic', fit: likely.ok ? 'maximum-likelihood' : 'firth', set: 'internal_validation', lesions: own.length, malignant, level: LEVEL, intercept, slope, covariance };
}
