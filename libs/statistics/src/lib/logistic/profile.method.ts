import { chiSquareQuantile } from '../distributions/chi-square.ts';
import { zeroBetween } from '../distributions/zero-between.ts';
import { iterate } from './iterations.ts';
import { quickFit, rowMajor } from './newton.ts';
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

/** Between a value where the likelihood has not fallen enough and one where it cannot be computed: one where it can, and has. */
function computable(fall: (value: number) => number, critical: number, from: number, to: number): { readonly inner: number; readonly outer: number } | null {
  let [inner, beyond] = [from, to];
  for (let round = 0; round < 60; round++) {
    const middle = (inner + beyond) / 2;
    const found = fall(middle);
    if (!Number.isFinite(found)) beyond = middle;
    else if (found >= critical) return { inner, outer: middle };
    else inner = middle;
  }
  return null;
}

/**
 * Where `fall` (how much -2 log likelihood rises when the coefficient is held at a value) meets the chi-square quantile: bracketed by
 * growing steps from the estimate, then solved. R's own confint interpolates a spline and is right to two or three digits.
 */
export function profileLimit(estimate: number, standardError: number, sign: 1 | -1, level: number, fallAt: (value: number) => number, tolerance = 1e-13): number {
  const critical = chiSquareQuantile(level, 1);
  // Each value once: a fit from another start may end in another last digit, and the signs at the ends must stay.
  const known = new Map<number, number>([[estimate, 0]]);
  const fall = (value: number): number => {
    const found = known.get(value) ?? fallAt(value);
    known.set(value, found);
    return Number.isNaN(found) ? Infinity : found;
  };
  let inner = estimate;
  let reach = 1.5;
  while (reach < FARTHEST * 1.5) {
    const outer = estimate + sign * reach * standardError;
    if (fall(outer) >= critical) {
      const ends = Number.isFinite(fall(outer)) ? { inner, outer } : computable(fall, critical, inner, outer);
      return ends === null ? sign * Infinity : zeroBetween((value) => fall(value) - critical, ends.inner, ends.outer, tolerance);
    }
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
    const matrix = rowMajor(columns, column.length);
    let start: Float64Array = Float64Array.from(model.coefficients.filter((_, other) => other !== place), (coefficient) => coefficient.estimate);
    const fall = (value: number): number => {
      const held = { ...data, columns, offset: data.offset.map((offset, row) => offset + value * (column[row] ?? 0)) };
      const quick = quickFit(held, matrix, start);
      if (quick !== null) {
        start = quick.coefficients;
        return quick.deviance - model.deviance;
      }
      const fit = iterate(held, { start });
      if (fit.converged) start = Float64Array.from(fit.coefficients);
      return fit.deviance - model.deviance;
    };
    return { term, level: model.level, lower: profileLimit(estimate, standardError, -1, model.level, fall), upper: profileLimit(estimate, standardError, 1, model.level, fall) };
  });
}
