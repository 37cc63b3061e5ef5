import { ok, refuse, type Result } from '@echocohort/kernel';
import { chiSquareUpperTail } from '../distributions/chi-square.ts';
import { normalReach, normalUpperTail } from '../distributions/normal.ts';
import { logistic } from '../expression/functions.ts';
import { designMatrix, type Design, type DesignOptions } from '../formula/design-matrix.ts';
import { parseFormula } from '../formula/model-formula.ts';
import { crossInverse, orthogonalise } from '../linear-algebra/orthogonal.ts';
import { withinLimit } from '../table/row-limits.ts';
import type { DataTable } from '../table/data-table.ts';
import { devianceOf, iterate, type LogisticData } from './iterations.ts';
import { iterateOrSeparate } from './separation.ts';

/** One coefficient with Wald's test and interval. */
export interface Coefficient {
  readonly term: string;
  readonly estimate: number;
  readonly standardError: number;
  readonly z: number;
  readonly p: number;
  readonly oddsRatio: number;
  readonly interval: { readonly level: number; readonly lower: number; readonly upper: number };
}

/** A fitted logistic equation, by whatever likelihood: what a prediction and a nomogram need of it. */
export interface FittedLogistic {
  readonly method: string;
  readonly n: number;
  readonly dropped: number;
  /** Outcomes that happened, each row counted with its weight. */
  readonly events: number;
  readonly coefficients: readonly { readonly term: string; readonly estimate: number; readonly standardError: number }[];
  /** Terms left out because they are combinations of earlier ones. */
  readonly aliased: readonly string[];
  readonly covariance: readonly (readonly number[])[];
  readonly predictor: Float64Array;
  readonly design: Design;
  readonly level: number;
  readonly warnings: readonly string[];
}

/** A logistic regression by maximum likelihood. */
export interface LogisticModel extends FittedLogistic {
  readonly method: 'logistic-maximum-likelihood';
  readonly coefficients: readonly Coefficient[];
  readonly deviance: number;
  readonly nullDeviance: number;
  readonly residualDegreesOfFreedom: number;
  readonly nullDegreesOfFreedom: number;
  readonly logLikelihood: number;
  readonly aic: number;
  readonly bic: number;
  readonly likelihoodRatio: { readonly chiSquare: number; readonly degreesOfFreedom: number; readonly p: number | null };
  readonly coxSnell: number;
  readonly nagelkerke: number;
  readonly mcFadden: number;
  readonly probabilities: Float64Array;
  /** Places, among the design's columns, of the coefficients. */
  readonly kept: readonly number[];
}

/** How near a column may come to a combination of others: R's glm at its default settings. */
const ALIAS_TOLERANCE = 1e-11;
const EVENTS_PER_VARIABLE = 10;

/** The design's columns that carry information of their own, as numbers to fit. */
export function fittingData(design: Design): { data: LogisticData; kept: readonly number[]; aliased: readonly string[] } {
  const columns = design.columns.map(({ values }) => values);
  const { kept, aliased } = orthogonalise(columns, ALIAS_TOLERANCE);
  const { response, weights, offset } = design;
  return { data: { columns: kept.map((place) => columns[place] ?? new Float64Array()), response, weights, offset }, kept, aliased: aliased.map((place) => design.columns[place]?.name ?? '') };
}

/** Refuses an outcome of one class, with which every coefficient would be meaningless, and more than can be fitted at once. */
export function bothClasses({ response, weights, columns }: Design): Result<null> {
  const happened = response.some((y, row) => y > 0.5 && (weights[row] ?? 0) > 0);
  const not = response.some((y, row) => y < 0.5 && (weights[row] ?? 0) > 0);
  const within = withinLimit(response.length * columns.length, 'fitCells', 'Rows times coefficients of a logistic fit');
  if (!within.ok) return within;
  if (weights.some((weight) => !(weight >= 0) || !Number.isFinite(weight))) return refuse({ code: 'weight-not-allowed', detail: 'Weights must be finite and not negative.' });
  return happened && not ? ok(null) : refuse({ code: 'one-class', detail: 'The outcome is the same in every row, so nothing can be explained.' });
}

function nullDevianceOf(design: Design): number {
  const { response, weights, offset, formula } = design;
  const columns = formula.intercept ? [new Float64Array(response.length).fill(1)] : [];
  return columns.length === 0 ? devianceOf(design, offset) : iterate({ columns, response, weights, offset }).deviance;
}

/** Fits by maximum likelihood. Refuses one class, more parameters than rows, and separation, where no maximum exists. */
export function fitLogistic(design: Design, level = 0.95, epsilon?: number): Result<LogisticModel> {
  const classes = bothClasses(design);
  if (!classes.ok) return classes;
  const { data, kept, aliased } = fittingData(design);
  const rows = design.weights.filter((weight) => weight > 0).length;
  if (design.columns.length > rows) return refuse({ code: 'rank-deficient', detail: `The model has ${design.columns.length} parameters for ${rows} rows: separation or rank deficiency.`, facts: { parameters: design.columns.length, rows } });
  const { fit, separation } = iterateOrSeparate(data, epsilon);
  if (separation !== null) {
    const infinite = separation.infinite.map((place) => design.columns[kept[place] ?? -1]?.name ?? '');
    return refuse({ code: 'separation', detail: `The outcome is predicted perfectly in part of the rows, so these coefficients are infinite: ${infinite.join(', ')}. Firth's penalised fit is finite.`, facts: { infinite, separated: design.rows.length - separation.undecided.length } });
  }
  if (!fit.converged) return refuse({ code: 'not-converged', detail: 'The fit did not settle: the model is close to separation or its columns are close to combinations of each other.' });
  const covariance = crossInverse(fit.weighted);
  const reach = normalReach(level);
  const coefficients = kept.map((place, at): Coefficient => {
    const [estimate, standardError] = [fit.coefficients[at] ?? NaN, Math.sqrt(covariance[at]?.[at] ?? NaN)];
    const z = estimate / standardError;
    return { term: design.columns[place]?.name ?? '', estimate, standardError, z, p: 2 * normalUpperTail(Math.abs(z)), oddsRatio: Math.exp(estimate), interval: { level, lower: estimate - reach * standardError, upper: estimate + reach * standardError } };
  });
  return ok({ ...summary(design, fit.deviance, kept.length, rows), coefficients, aliased, covariance, predictor: fit.predictor, probabilities: fit.predictor.map(logistic), design, kept, level, warnings: warningsOf(design, kept.length, aliased) });
}

function summary(design: Design, deviance: number, parameters: number, rows: number) {
  const total = design.weights.reduce((sum, weight) => sum + weight, 0);
  const nullDeviance = nullDevianceOf(design);
  const intercept = design.formula.intercept ? 1 : 0;
  const [chiSquare, degreesOfFreedom] = [nullDeviance - deviance, parameters - intercept];
  const coxSnell = -Math.expm1((deviance - nullDeviance) / total);
  return {
    method: 'logistic-maximum-likelihood' as const, n: design.rows.length, dropped: design.dropped,
    events: design.response.reduce((sum, y, row) => sum + y * (design.weights[row] ?? 0), 0),
    deviance, nullDeviance, residualDegreesOfFreedom: rows - parameters, nullDegreesOfFreedom: rows - intercept,
    logLikelihood: -deviance / 2, aic: deviance + 2 * parameters, bic: deviance + parameters * Math.log(rows),
    likelihoodRatio: { chiSquare, degreesOfFreedom, p: degreesOfFreedom > 0 ? chiSquareUpperTail(Math.max(0, chiSquare), degreesOfFreedom) : null },
    coxSnell, nagelkerke: coxSnell / -Math.expm1(-nullDeviance / total), mcFadden: 1 - deviance / nullDeviance,
  };
}

/** What every fit says of itself: too few events for its coefficients, terms that were left out. */
export function warningsOf(design: Design, parameters: number, aliased: readonly string[]): string[] {
  const events = design.response.reduce((sum, y, row) => sum + y * (design.weights[row] ?? 0), 0);
  const total = design.weights.reduce((sum, weight) => sum + weight, 0);
  const slopes = parameters - (design.formula.intercept ? 1 : 0);
  const rarer = Math.min(events, total - events);
  return [
    ...(slopes > 0 && rarer / slopes < EVENTS_PER_VARIABLE ? [`events-per-variable: ${(rarer / slopes).toFixed(1)} events for each coefficient; below ${EVENTS_PER_VARIABLE} estimates are unstable`] : []),
    ...(aliased.length > 0 ? [`aliased: ${aliased.join(', ')} can be computed from other terms and was left out`] : []),
  ];
}

/** Options of a fit from a formula's text. */
export interface LogisticOptions extends DesignOptions {
  readonly level?: number;
}

/** Reads a formula and fits it to a table. */
export function logisticRegression(formula: string, table: DataTable, options: LogisticOptions = {}): Result<LogisticModel> {
  const read = parseFormula(formula, [...table.columns.keys()]);
  if (!read.ok) return read;
  const design = designMatrix(read.value, table, options);
  return design.ok ? fitLogistic(design.value, options.level) : design;
}

/** What maximum likelihood gives for the finite coefficients of a separated model: the fit to the rows that are not predicted perfectly. */
export function finitePart(design: Design): Result<readonly { readonly term: string; readonly estimate: number }[]> {
  const { data, kept } = fittingData(design);
  const { separation } = iterateOrSeparate(data);
  if (separation === null) return refuse({ code: 'not-separated', detail: 'The model is not separated: its coefficients are all finite.' });
  const places = [...data.columns.keys()].filter((place) => !separation.infinite.includes(place));
  const pick = (values: Float64Array): Float64Array => Float64Array.from(separation.undecided, (row) => values[row] ?? NaN);
  const columns = places.map((place) => pick(data.columns[place] ?? new Float64Array()));
  const basis = orthogonalise(columns, ALIAS_TOLERANCE);
  if (columns.length === 0 || separation.undecided.length === 0 || basis.aliased.length > 0) return ok([]);
  const { fit, separation: further } = iterateOrSeparate({ columns, response: pick(data.response), weights: pick(data.weights), offset: pick(data.offset) });
  if (further !== null || !fit.converged) return ok([]);
  return ok(places.map((place, at) => ({ term: design.columns[kept[place] ?? -1]?.name ?? '', estimate: fit.coefficients[at] ?? NaN })));
}
