import { chiSquareQuantile } from '../distributions/chi-square.ts';
import { zeroBetween } from '../distributions/zero-between.ts';
import { iterate } from './iterations.ts';
import { fittingData, type LogisticModel } from './logistic-model.ts';

/** Profile-likelihood limits of one coefficient; infinite where the likelihood never falls enough. */
export interface ProfileInterval {
  readonly term: string;
  readonly level: number;
  readonly lower: number;
  readonly upper: number;
}

/** How far the search goes, in standard errors: beyond it the limit is infinite. */
const FARTHEST = 60;

/**
 * Where `fall` (how much -2 log likelihood rises when the coefficient is held at a value) meets the chi-square quantile: bracketed by
 * growing steps from the estimate, then solved. R's own confint interpolates a spline and is right to two or three digits.
 */
export function profileLimit(estimate: number, standardError: number, sign: 1 | -1, level: number, fall: (value: number) => number): number {
  const critical = chiSquareQuantile(level, 1);
  let inner = estimate;
  let reach = 1.5;
  while (reach < FARTHEST * 1.5) {
    const outer = estimate + sign * reach * standardError;
    if (fall(outer) >= critical) return zeroBetween((value) => (value === estimate ? 0 : fall(value)) - critical, inner, outer, 1e-13);
    inner = outer;
    reach *= 1.5;
  }
  return sign * Infinity;
}

/** Profile-likelihood intervals of every coefficient. */
export function profileIntervals(model: LogisticModel): ProfileInterval[] {
  const { data } = fittingData(model.design);
  return model.coefficients.map(({ term, estimate, standardError }, place) => {
    const column = data.columns[place] ?? new Float64Array();
    const columns = data.columns.filter((_, other) => other !== place);
    let start = Float64Array.from(model.coefficients.filter((_, other) => other !== place), (coefficient) => coefficient.estimate);
    const fall = (value: number): number => {
      const fit = iterate({ ...data, columns, offset: data.offset.map((offset, row) => offset + value * (column[row] ?? 0)) }, { start });
      if (fit.converged) start = Float64Array.from(fit.coefficients);
      return fit.deviance - model.deviance;
    };
    return { term, level: model.level, lower: profileLimit(estimate, standardError, -1, model.level, fall), upper: profileLimit(estimate, standardError, 1, model.level, fall) };
  });
}
