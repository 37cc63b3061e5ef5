import { ok, refuse, type Result } from '@echocohort/kernel';
import { withinLimit } from '../table/row-limits.ts';
import { pseudoInverse } from '../linear-algebra/pseudo-inverse.ts';

/** A local polynomial fit at every point of the data. */
export interface LoessFit {
  readonly method: 'loess-direct';
  readonly fitted: readonly number[];
  readonly standardErrors: readonly number[];
  readonly residualScale: number;
  /** Degrees of freedom of t for the standard errors. */
  readonly degreesOfFreedom: number;
  /** Trace of the smoother: how many parameters it is worth. */
  readonly trace: number;
}

/** Singular values below this share are left out (loess's own pseudo-inverse does so relative to rounding). */
const RANK = 1e-12;

/** How each value of y enters the fit at one point: tricube weights on the nearest points, a polynomial in the distance. */
function smootherRow(x: readonly number[], at: number, size: number, widen: number, degree: number): Float64Array {
  const centre = x[at] ?? NaN;
  const distances = x.map((value) => Math.abs(value - centre));
  const reach = ([...distances].sort((a, b) => a - b)[size - 1] ?? NaN) * widen;
  const near = [...distances.keys()].filter((row) => (distances[row] ?? NaN) < reach);
  const roots = Float64Array.from(near, (row) => Math.sqrt((1 - ((distances[row] ?? NaN) / reach) ** 3) ** 3));
  const columns = Array.from({ length: degree + 1 }, (_, power) => Float64Array.from(near, (row, place) => (roots[place] ?? NaN) * (((x[row] ?? NaN) - centre) / reach) ** power));
  const [intercept = new Float64Array(near.length)] = pseudoInverse(columns, RANK);
  const weights = new Float64Array(x.length);
  for (const [place, row] of near.entries()) weights[row] = (intercept[place] ?? 0) * (roots[place] ?? 0);
  return weights;
}

/** Calibration curve of Cleveland and Grosse (1991) for the moments of the residuals: knots with value and slope of its logarithm. */
const CORRECTION: readonly (readonly [number, number, number])[] = [
  [-0.005, -0.090572, 4.4844], [0.1204, 0.095807, -0.7978], [0.2017, 0.026152, -0.7286], [0.2815, -0.031926, -0.4457], [0.3705, -0.053718, -0.3495],
  [0.4536, -0.06417, 0.032813], [0.5591, -0.058387, 0.1611], [0.7132, -0.020636, 0.335], [0.8751, 0.040172, -0.041032], [1.005, -0.010856, -0.7736],
];

/** Their constants for one predictor, by degree: of the first and the second moment. */
const MOMENTS: Readonly<Record<number, readonly (readonly [number, number, number])[]>> = {
  1: [[0.297162, 0.380266, 0.5886043], [0.2848308, 0.2254512, 0.2914126]],
  2: [[0.1611761, 0.3091323, 0.4401023], [0.207567, 0.2822574, 0.2369957]],
};

function correctionAt(z: number): number {
  const upper = Math.max(1, Math.min(CORRECTION.length - 1, CORRECTION.findIndex(([knot]) => knot > z)));
  const [[a, fa, da], [b, fb, db]] = [CORRECTION[upper - 1] ?? [0, 0, 0], CORRECTION[upper] ?? [1, 0, 0]];
  const [h, t] = [b - a, (z - a) / (b - a)];
  return (1 + 2 * t) * (1 - t) ** 2 * fa + t * (1 - t) ** 2 * h * da + t ** 2 * (3 - 2 * t) * fb + t ** 2 * (t - 1) * h * db;
}

/** First and second moment of the residuals' distribution, from the trace of the smoother (approximated, as R does by default). */
function residualMoments(n: number, degree: number, trace: number): [number, number] {
  const parameters = degree + 1;
  const corner = Math.sqrt(parameters / n);
  const z = Math.min(1, Math.max(0, (Math.sqrt(parameters / trace) - corner) / (1 - corner)));
  const factor = Math.exp(correctionAt(z));
  const moment = (place: number): number => {
    const [c1, c2, c3] = MOMENTS[degree]?.[place] ?? [NaN, NaN, NaN];
    return n - trace * Math.exp(c1 * z ** c2 * (1 - z) ** c3 * factor);
  };
  return [moment(0), moment(1)];
}

/** Cleveland's loess with one predictor, computed at every point ("direct"), degree 1 or 2. Anchor: R's loess(surface = "direct"). */
export function loess(x: readonly number[], y: readonly number[], { span = 0.75, degree = 2 }: { readonly span?: number; readonly degree?: 1 | 2 } = {}): Result<LoessFit> {
  const n = x.length;
  if (n !== y.length) return refuse({ code: 'lengths-differ', detail: 'x and y differ in length.' });
  const within = withinLimit(n, 'loess', 'Points of a loess curve, which is computed at every one');
  if (!within.ok) return within;
  const size = Math.min(n, Math.floor(n * span + 1e-5));
  if (size < degree + 1 || new Set(x).size < degree + 2) return refuse({ code: 'too-few-values', detail: `A local polynomial of degree ${degree} needs more different points in its span.` });
  const fitted: number[] = [];
  const lengths: number[] = [];
  let trace = 0;
  for (let at = 0; at < n; at++) {
    const row = smootherRow(x, at, size, Math.sqrt(Math.max(1, span)), degree);
    trace += row[at] ?? 0;
    fitted.push(row.reduce((sum, weight, other) => sum + weight * (y[other] ?? NaN), 0));
    lengths.push(Math.sqrt(row.reduce((sum, weight) => sum + weight * weight, 0)));
  }
  const [first, second] = residualMoments(n, degree, trace);
  const residualScale = Math.sqrt(fitted.reduce((sum, value, at) => sum + ((y[at] ?? NaN) - value) ** 2, 0) / first);
  return ok({ method: 'loess-direct', fitted, standardErrors: lengths.map((length) => length * residualScale), residualScale, degreesOfFreedom: first ** 2 / second, trace });
}
