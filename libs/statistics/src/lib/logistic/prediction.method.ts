import { normalReach } from '../distributions/normal.ts';
import { logistic } from '../expression/functions.ts';
import type { LogisticModel } from './logistic-model.ts';

/** A row's risk with its interval, computed on the linear predictor so that it stays between 0 and 1. */
export interface Prediction {
  /** Place of the row in the table. */
  readonly row: number;
  readonly linearPredictor: number;
  readonly standardError: number;
  readonly probability: number;
  readonly lower: number;
  readonly upper: number;
}

/** The risks of the rows that the model was fitted to. */
export function predictions(model: LogisticModel, level = 0.95): Prediction[] {
  const reach = normalReach(level);
  const columns = model.kept.map((place) => model.design.columns[place]?.values ?? new Float64Array());
  return model.design.rows.map((row, at) => {
    const values = columns.map((column) => column[at] ?? NaN);
    const variance = values.reduce((sum, a, i) => sum + a * values.reduce((inner, b, j) => inner + b * (model.covariance[i]?.[j] ?? NaN), 0), 0);
    const [eta, standardError] = [model.predictor[at] ?? NaN, Math.sqrt(variance)];
    return { row, linearPredictor: eta, standardError, probability: logistic(eta), lower: logistic(eta - reach * standardError), upper: logistic(eta + reach * standardError) };
  });
}
