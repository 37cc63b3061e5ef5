import { logistic, logit } from '../expression/functions.ts';
import { dot, leastSquares, orthogonalise, type Orthogonal } from '../linear-algebra/orthogonal.ts';

/** The numbers of a logistic fit, without names. */
export interface LogisticData {
  readonly columns: readonly Float64Array[];
  readonly response: Float64Array;
  readonly weights: Float64Array;
  readonly offset: Float64Array;
}

/** Where the iterations ended. */
export interface Iterated {
  readonly coefficients: Float64Array;
  readonly predictor: Float64Array;
  readonly deviance: number;
  readonly converged: boolean;
  readonly iterations: number;
  /** The last step: where the likelihood rises for ever, it points there. */
  readonly step: Float64Array;
  /**
   * Q and R of the weighted columns at the step after which the deviance stood still: the information that R's glm reports. It is that of
   * the iterate before the last, so standard errors may differ from those at the very maximum in the seventh digit.
   */
  readonly weighted: Orthogonal;
}

const { exp, log1p, sqrt } = Math;

/** log(1 + e^x) without overflow. */
const softplus = (x: number): number => (x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)));

/** -2 log likelihood of a linear predictor. */
export function devianceOf({ response, weights }: Pick<LogisticData, 'response' | 'weights'>, predictor: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < predictor.length; row++) {
    const eta = predictor[row] ?? NaN;
    sum += (weights[row] ?? 0) * softplus((response[row] ?? 0) > 0.5 ? -eta : eta);
  }
  return 2 * sum;
}

export function linearPredictor(columns: readonly Float64Array[], coefficients: Float64Array, offset: Float64Array): Float64Array {
  const eta = Float64Array.from(offset);
  for (const [place, column] of columns.entries()) {
    const b = coefficients[place] ?? 0;
    for (let row = 0; row < eta.length; row++) eta[row] = (eta[row] ?? 0) + b * (column[row] ?? 0);
  }
  return eta;
}

/** Square roots of the weights of Fisher's information at a predictor. */
export function informationRoots(predictor: Float64Array, weights: Float64Array): Float64Array {
  return predictor.map((eta, row) => sqrt((weights[row] ?? 0) * logistic(eta) * logistic(-eta)));
}

/** The columns, each row times its factor. */
export const scaledRows = (columns: readonly Float64Array[], factors: Float64Array): Float64Array[] => columns.map((column) => column.map((value, row) => value * (factors[row] ?? 0)));

export const largest = (values: Float64Array): number => values.reduce((most, value) => (Number.isNaN(value) ? NaN : value > most ? value : -value > most ? -value : most), 0);

/** Below this the columns are taken as they are: aliased ones were left out before, so nothing is dropped between steps. */
const NEVER_ALIASED = 0;

/** The most that one step may move a prediction, on the logit scale. */
const FARTHEST_STEP = 25;

/** The first step from probabilities drawn towards a half, (w y + 0.5) / (w + 1), as R's binomial family starts. */
function firstCoefficients({ columns, response, weights, offset }: LogisticData): Float64Array {
  const means = response.map((y, row) => ((weights[row] ?? 0) * y + 0.5) / ((weights[row] ?? 0) + 1));
  const roots = means.map((mean, row) => Math.sqrt((weights[row] ?? 0) * mean * (1 - mean)));
  const working = means.map((mean, row) => (roots[row] ?? 0) * (logit(mean) - (offset[row] ?? 0) + ((response[row] ?? 0) - mean) / (mean * (1 - mean))));
  const basis = orthogonalise(scaledRows(columns, roots), NEVER_ALIASED);
  return basis.kept.length === columns.length ? leastSquares(basis, working) : new Float64Array(columns.length);
}

/** How the iterations run. */
export interface IterationOptions {
  readonly start?: Float64Array;
  readonly limit?: number;
  /** The relative change of the deviance at which it is taken to stand still (R's epsilon). */
  readonly epsilon?: number;
}

/**
 * Maximum likelihood by Newton's steps (iteratively reweighted least squares on an orthogonal basis). A step that raises the deviance is
 * halved. Ends when a step moves no prediction by more than 1e-9: the next one would move it by about the square of that.
 */
export function iterate(data: LogisticData, options: IterationOptions = {}): Iterated {
  const { columns, response, weights, offset } = data;
  let coefficients = options.start ?? firstCoefficients(data);
  let predictor = linearPredictor(columns, coefficients, offset);
  let deviance = devianceOf(data, predictor);
  let step: Float64Array = new Float64Array(columns.length);
  let converged = columns.length === 0;
  let iterations = 0;
  let roots = informationRoots(predictor, weights);
  let weighted = orthogonalise(scaledRows(columns, roots), NEVER_ALIASED);
  let reported: Orthogonal | null = null;
  while (!converged && iterations < (options.limit ?? 60)) {
    iterations++;
    const eta = predictor;
    const now = roots;
    const working = response.map((y, row) => {
      const root = now[row] ?? 0;
      const residual = y > 0.5 ? logistic(-(eta[row] ?? 0)) : -logistic(eta[row] ?? 0);
      return root > 0 ? ((weights[row] ?? 0) * residual) / root : 0;
    });
    if (weighted.kept.length < columns.length) break;
    step = leastSquares(weighted, working);
    const before = deviance;
    const moved = largest(linearPredictor(columns, step, new Float64Array(offset.length)));
    // Far from the maximum the information is nearly nil and a full step would throw the predictor out of reach.
    let share = Math.min(1, FARTHEST_STEP / moved);
    let stuck = false;
    for (;;) {
      const candidate = coefficients.map((value, place) => value + share * (step[place] ?? 0));
      const eta = linearPredictor(columns, candidate, offset);
      const reached = devianceOf(data, eta);
      if (reached <= deviance * (1 + 1e-13) + 1e-300 || moved < 1e-9) {
        [coefficients, predictor, deviance] = [candidate, eta, reached];
        break;
      }
      share /= 2;
      stuck = share * moved < 1e-10;
      if (stuck) break;
    }
    if (stuck) break;
    if (reported === null && Math.abs(deviance - before) / (Math.abs(deviance) + 0.1) < (options.epsilon ?? 1e-13)) reported = weighted;
    converged = moved < 1e-9;
    roots = informationRoots(predictor, weights);
    weighted = orthogonalise(scaledRows(columns, roots), NEVER_ALIASED);
  }
  return { coefficients, predictor, deviance, converged, iterations, step, weighted: reported ?? weighted };
}

/** The diagonal of the hat matrix from an orthogonal basis. */
export function leverages({ q }: Orthogonal, rows: number): Float64Array {
  const found = new Float64Array(rows);
  for (const direction of q) for (let row = 0; row < rows; row++) found[row] = (found[row] ?? 0) + (direction[row] ?? 0) ** 2;
  return found;
}

export const projected = ({ q }: Orthogonal, values: Float64Array): Float64Array => Float64Array.from(q, (direction) => dot(direction, values));
