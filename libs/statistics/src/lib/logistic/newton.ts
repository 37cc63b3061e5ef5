import { logistic } from '../expression/functions.ts';
import { devianceOf, type LogisticData } from './iterations.ts';

/** What a quick fit reached. */
export interface Reached {
  readonly coefficients: Float64Array;
  readonly deviance: number;
}

const { abs, sqrt } = Math;
const ROUNDS = 40;
/** A step that moves no prediction by more than this leaves the deviance right to its last digits. */
const STILL = 1e-8;
const FARTHEST_STEP = 25;

/** Solves H x = g in place for a positive definite H (Cholesky on the matrix scaled to a unit diagonal); null when it is not. */
function solved(h: Float64Array, g: Float64Array, size: number): Float64Array | null {
  const scale = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const diagonal = h[i * size + i] ?? 0;
    if (!(diagonal > 0)) return null;
    scale[i] = 1 / sqrt(diagonal);
  }
  const l = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = (h[i * size + j] ?? 0) * (scale[i] ?? 0) * (scale[j] ?? 0);
      for (let k = 0; k < j; k++) sum -= (l[i * size + k] ?? 0) * (l[j * size + k] ?? 0);
      if (i !== j) l[i * size + j] = sum / (l[j * size + j] ?? NaN);
      else if (sum > 1e-13) l[i * size + i] = sqrt(sum);
      else return null;
    }
  }
  const x = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = (g[i] ?? 0) * (scale[i] ?? 0);
    for (let k = 0; k < i; k++) sum -= (l[i * size + k] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (l[i * size + i] ?? NaN);
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i] ?? 0;
    for (let k = i + 1; k < size; k++) sum -= (l[k * size + i] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (l[i * size + i] ?? NaN);
  }
  return x.map((value, i) => value * (scale[i] ?? 0));
}

/** Rows of the columns one after another: the loops over rows then read memory in order. */
export function rowMajor(columns: readonly Float64Array[], rows: number): Float64Array {
  const size = columns.length;
  const matrix = new Float64Array(rows * size);
  for (const [place, column] of columns.entries()) for (let row = 0; row < rows; row++) matrix[row * size + place] = column[row] ?? 0;
  return matrix;
}

/** Gradient and information at a predictor. */
function derivatives(matrix: Float64Array, size: number, { response, weights }: LogisticData, predictor: Float64Array): { gradient: Float64Array; information: Float64Array } {
  const [gradient, information] = [new Float64Array(size), new Float64Array(size * size)];
  for (let row = 0; row < predictor.length; row++) {
    const weight = weights[row] ?? 0;
    const p = logistic(predictor[row] ?? 0);
    const [residual, curvature] = [weight * ((response[row] ?? 0) - p), weight * p * (1 - p)];
    const start = row * size;
    for (let i = 0; i < size; i++) {
      const value = matrix[start + i] ?? 0;
      gradient[i] = (gradient[i] ?? 0) + residual * value;
      const scaled = curvature * value;
      for (let j = 0; j <= i; j++) information[i * size + j] = (information[i * size + j] ?? 0) + scaled * (matrix[start + j] ?? 0);
    }
  }
  return { gradient, information };
}

/**
 * Maximum likelihood by Newton's steps on the normal equations: four times as quick as the orthogonal way, and good enough where only the
 * deviance is asked for, as along a profile. Null where the information is not positive definite or the steps do not settle.
 */
export function quickFit(data: LogisticData, matrix: Float64Array, start: Float64Array): Reached | null {
  const size = data.columns.length;
  const rows = data.response.length;
  const applied = (coefficients: Float64Array): Float64Array => {
    const eta = Float64Array.from(data.offset);
    for (let row = 0; row < rows; row++) {
      let sum = eta[row] ?? 0;
      for (let place = 0; place < size; place++) sum += (coefficients[place] ?? 0) * (matrix[row * size + place] ?? 0);
      eta[row] = sum;
    }
    return eta;
  };
  let coefficients = start;
  let predictor = applied(coefficients);
  let deviance = devianceOf(data, predictor);
  for (let round = 0; round < ROUNDS; round++) {
    const { gradient, information } = derivatives(matrix, size, data, predictor);
    const step = solved(information, gradient, size);
    if (step === null || !Number.isFinite(deviance)) return null;
    const full = applied(coefficients.map((value, place) => value + (step[place] ?? 0)));
    let moved = 0;
    for (let row = 0; row < rows; row++) {
      const gap = abs((full[row] ?? 0) - (predictor[row] ?? 0));
      if (!(gap <= moved)) moved = gap;
    }
    let share = moved > FARTHEST_STEP ? FARTHEST_STEP / moved : 1;
    for (;;) {
      const candidate = coefficients.map((value, place) => value + share * (step[place] ?? 0));
      const eta = share === 1 ? full : applied(candidate);
      const reached = devianceOf(data, eta);
      if (reached <= deviance * (1 + 1e-13) || moved < STILL) {
        [coefficients, predictor, deviance] = [candidate, eta, reached];
        break;
      }
      share /= 2;
      if (share * moved < 1e-10) return null;
    }
    if (moved < STILL) return { coefficients, deviance };
  }
  return null;
}
