import { ok, refuse, type Result } from '@echocohort/kernel';
import { chiSquareUpperTail } from '../distributions/chi-square.ts';
import { logistic } from '../expression/functions.ts';
import type { Design } from '../formula/design-matrix.ts';
import { crossInverse, orthogonalise, type Orthogonal } from '../linear-algebra/orthogonal.ts';
import { devianceOf, informationRoots, largest, leverages, linearPredictor, projected, scaledRows, type LogisticData } from './iterations.ts';
import { bothClasses, fittingData, warningsOf, type FittedLogistic } from './logistic-model.ts';
import { LearnedCurvature, slopeOf } from './learned-curvature.ts';
import { profileLimit } from './profile.method.ts';

/** One coefficient of Firth's fit. */
export interface FirthCoefficient {
  readonly term: string;
  readonly estimate: number;
  /** From Fisher's information at the estimate. */
  readonly standardError: number;
  /** From the information of the data with the penalty's pseudo-observations, as logistf gives it. */
  readonly augmentedStandardError: number;
  /** Penalised profile-likelihood limits. */
  readonly interval: { readonly level: number; readonly lower: number; readonly upper: number };
  /** Penalised likelihood ratio test. */
  readonly p: number;
}

/** Firth's penalised logistic regression (1993): finite where maximum likelihood is not, and nearly unbiased. */
export interface FirthModel extends FittedLogistic {
  readonly method: 'logistic-firth';
  readonly coefficients: readonly FirthCoefficient[];
  readonly penalisedLogLikelihood: number;
}

interface State {
  readonly coefficients: Float64Array;
  readonly penalised: number;
  readonly predictor: Float64Array;
  readonly weighted: Orthogonal;
}

/** log likelihood plus half the logarithm of the determinant of the information (Jeffreys' prior). */
function stateAt(data: LogisticData, coefficients: Float64Array): State {
  const predictor = linearPredictor(data.columns, coefficients, data.offset);
  const weighted = orthogonalise(scaledRows(data.columns, informationRoots(predictor, data.weights)), 0);
  const logRoot = weighted.kept.length < data.columns.length ? -Infinity : weighted.r.reduce((sum, row, at) => sum + Math.log(row[at] ?? NaN), 0);
  return { coefficients, predictor, weighted, penalised: logRoot - devianceOf(data, predictor) / 2 };
}

/** The score whose zero is Firth's estimate, in each row divided by the root of its weight. */
function workingScore(data: LogisticData, { predictor, weighted }: State): Float64Array {
  const hat = leverages(weighted, predictor.length);
  return predictor.map((eta, row) => {
    const weight = data.weights[row] ?? 0;
    const [p, q] = [logistic(eta), logistic(-eta)];
    const root = Math.sqrt(weight * p * q);
    const residual = (data.response[row] ?? 0) > 0.5 ? q : -p;
    return root > 0 ? (weight * residual + (hat[row] ?? 0) * (0.5 - p)) / root : 0;
  });
}

/** Along a profile only the likelihood is asked for, and it is flat at its maximum. */
const PROFILE_STILL = 1e-6;

/** Maximises the penalised likelihood over the coefficients at `free`; the others stay. */
function maximise(data: LogisticData, start: Float64Array, free: readonly number[], still = 1e-10): State | null {
  let state = stateAt(data, start);
  const learned = new LearnedCurvature();
  let [pace, before] = [1, Infinity];
  for (let round = 0; round < 2000; round++) {
    const roots = informationRoots(state.predictor, data.weights);
    const basis = free.length === data.columns.length ? state.weighted : orthogonalise(scaledRows(free.map((place) => data.columns[place] ?? new Float64Array()), roots), 0);
    if (basis.kept.length < free.length) return null;
    const slope = slopeOf(basis, projected(basis, workingScore(data, state)));
    learned.see(Float64Array.from(free, (place) => state.coefficients[place] ?? NaN), slope);
    const move = learned.step(basis, slope);
    const step = new Float64Array(start.length);
    for (const [at, place] of free.entries()) step[place] = move[at] ?? 0;
    const moved = largest(linearPredictor(data.columns, step, new Float64Array(data.offset.length)));
    // Full steps swing around the maximum where one row has a parameter almost to itself; shorter ones settle.
    if (learned.plain && moved > 0.7 * before) pace = Math.max(0.25, pace / 2);
    before = moved;
    let share = Math.min(learned.plain ? pace : 1, 5 / Math.max(moved, 1e-300));
    for (;;) {
      const candidate = stateAt(data, state.coefficients.map((value, place) => value + share * (step[place] ?? 0)));
      if (candidate.penalised >= state.penalised - 1e-13 * Math.abs(state.penalised) || moved < 1e-9) {
        state = candidate;
        break;
      }
      share /= 2;
      if (share < 1e-9) break;
    }
    if (share < 1e-9) {
      if (learned.plain) return state;
      learned.forget();
    } else if (moved < still) return state;
  }
  return null;
}

interface Maximum {
  readonly data: LogisticData;
  readonly kept: readonly number[];
  readonly fit: State;
  readonly equation: FittedLogistic;
}

function maximum(design: Design, level: number): Result<Maximum> {
  const classes = bothClasses(design);
  if (!classes.ok) return classes;
  const { data, kept, aliased } = fittingData(design);
  const fit = maximise(data, new Float64Array(data.columns.length), [...data.columns.keys()]);
  if (fit === null) return refuse({ code: 'not-converged', detail: "Firth's fit did not settle." });
  const covariance = crossInverse(fit.weighted);
  const events = design.response.reduce((sum, y, row) => sum + y * (design.weights[row] ?? 0), 0);
  const coefficients = kept.map((place, at) => ({ term: design.columns[place]?.name ?? '', estimate: fit.coefficients[at] ?? NaN, standardError: Math.sqrt(covariance[at]?.[at] ?? NaN) }));
  return ok({ data, kept, fit, equation: { method: 'logistic-firth', n: design.rows.length, dropped: design.dropped, events, coefficients, aliased, covariance, predictor: fit.predictor, design, level, warnings: warningsOf(design, kept.length, aliased) } });
}

/** Firth's fit without the search for its intervals: enough for a prediction or a nomogram. */
export function firthEquation(design: Design, level = 0.95): Result<FittedLogistic> {
  const found = maximum(design, level);
  return found.ok ? ok(found.value.equation) : found;
}

/** The limits of one coefficient by the penalised likelihood, and how far that likelihood falls when the coefficient is held at a value. */
function penalisedProfile(data: LogisticData, fit: State, place: number, standardError: number, level: number): { readonly lower: number; readonly upper: number; readonly fallTo: (value: number) => number } {
  const others = [...data.columns.keys()].filter((other) => other !== place);
  const estimate = fit.coefficients[place] ?? NaN;
  const tolerance = 1e-9 * Math.max(1e-300, standardError);
  /** Each walk begins at the maximum and goes on from where its last step ended. */
  const walk = (): ((value: number) => number) => {
    let start = fit.coefficients;
    return (value) => {
      const held = Float64Array.from(start);
      held[place] = value;
      const found = others.length === 0 ? stateAt(data, held) : maximise(data, held, others, PROFILE_STILL);
      if (found === null) return Infinity;
      start = found.coefficients;
      return 2 * (fit.penalised - found.penalised);
    };
  };
  return { lower: profileLimit(estimate, standardError, -1, level, walk(), tolerance), upper: profileLimit(estimate, standardError, 1, level, walk(), tolerance), fallTo: walk() };
}

/** A risk by Firth's fit with limits by the penalised likelihood, on the scale of the linear predictor. */
export interface FirthRisk {
  readonly linearPredictor: number;
  readonly standardError: number;
  readonly probability: number;
  readonly interval: { readonly level: number; readonly lower: number; readonly upper: number };
}

/**
 * The risk at given values of the design's columns. Measured from those values every column is nought there, so that the intercept is the
 * linear predictor; the penalty is the same in either measure. Its profile limits are those of the risk, wanted where Wald's reach too far.
 */
export function firthRisk(design: Design, at: readonly number[], level = 0.95): Result<FirthRisk> {
  const intercept = design.columns.findIndex(({ term }) => term < 0);
  if (intercept < 0) return refuse({ code: 'no-intercept', detail: 'The risk of one patient is profiled by the intercept, which this model has not.' });
  if (at.length !== design.columns.length || !at.every(Number.isFinite)) return refuse({ code: 'lengths-differ', detail: 'There must be one value for each column of the design.' });
  const columns = design.columns.map((column, place) => (place === intercept ? column : { ...column, values: column.values.map((value) => value - (at[place] ?? NaN)) }));
  const found = maximum({ ...design, columns }, level);
  if (!found.ok) return found;
  const { data, kept, fit, equation } = found.value;
  const place = kept.indexOf(intercept);
  const { estimate = NaN, standardError = NaN } = equation.coefficients[place] ?? {};
  const { lower, upper } = penalisedProfile(data, fit, place, standardError, level);
  return ok({ linearPredictor: estimate, standardError, probability: logistic(estimate), interval: { level, lower: logistic(lower), upper: logistic(upper) } });
}

/** Firth's fit with penalised profile intervals and tests. */
export function firthRegression(design: Design, level = 0.95): Result<FirthModel> {
  const found = maximum(design, level);
  if (!found.ok) return found;
  const { data, fit, equation } = found.value;
  const all = [...data.columns.keys()];
  const hat = leverages(fit.weighted, fit.predictor.length);
  const roots = informationRoots(fit.predictor, data.weights);
  const augmented = crossInverse(orthogonalise(scaledRows(data.columns, roots.map((root, row) => root * Math.sqrt(1 + (hat[row] ?? 0)))), 0));
  const coefficients = all.map((place): FirthCoefficient => {
    const estimate = fit.coefficients[place] ?? NaN;
    const { term = '', standardError = NaN } = equation.coefficients[place] ?? {};
    const { lower, upper, fallTo } = penalisedProfile(data, fit, place, standardError, level);
    return { term, estimate, standardError, augmentedStandardError: Math.sqrt(augmented[place]?.[place] ?? NaN), interval: { level, lower, upper }, p: chiSquareUpperTail(Math.max(0, fallTo(0)), 1) };
  });
  return ok({ ...equation, method: 'logistic-firth', coefficients, penalisedLogLikelihood: fit.penalised });
}
