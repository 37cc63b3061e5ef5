/** Columns of equal length as Q R: Q has orthonormal columns, R is upper triangular (r[i][j], i <= j), for the kept columns only. */
export interface Orthogonal {
  readonly q: readonly Float64Array[];
  readonly r: readonly Float64Array[];
  /** Places of the columns that carry information of their own. */
  readonly kept: readonly number[];
  /** Places of the columns that are combinations of earlier ones. */
  readonly aliased: readonly number[];
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Length of a vector, scaled so that squares neither overflow nor vanish. */
export function euclidean(vector: Float64Array): number {
  let largest = 0;
  for (const value of vector) {
    const size = value < 0 ? -value : value;
    // Not a number must not be passed over: a comparison with it is false.
    if (!(size <= largest)) largest = size;
  }
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (const value of vector) sum += (value / largest) ** 2;
  return largest * Math.sqrt(sum);
}

const KEPT_WHOLE = 0.7;

/**
 * Gram-Schmidt with every column orthogonalised twice, which is as exact as reflections (Giraud and others 2005) and gives Q itself.
 * A column that keeps less than `tolerance` of its length is aliased, as in R's limited pivoting: of two equal terms the later goes.
 */
export function orthogonalise(columns: readonly Float64Array[], tolerance: number): Orthogonal {
  const [q, r, kept, aliased]: [Float64Array[], Float64Array[], number[], number[]] = [[], [], [], []];
  for (const [place, column] of columns.entries()) {
    const whole = euclidean(column);
    const rest = whole > 0 ? column.map((value) => value / whole) : Float64Array.from(column);
    const share = new Float64Array(columns.length);
    for (let pass = 0; pass < 2; pass++) {
      for (const [i, direction] of q.entries()) {
        const along = dot(direction, rest);
        share[i] = (share[i] ?? 0) + along;
        for (let row = 0; row < rest.length; row++) rest[row] = (rest[row] ?? 0) - along * (direction[row] ?? 0);
      }
      // A column that kept most of its length lost no digits to the others (Kahan's criterion).
      if (euclidean(rest) > KEPT_WHOLE) break;
    }
    const left = euclidean(rest);
    if (!(left > tolerance)) {
      aliased.push(place);
      continue;
    }
    for (const [i, value] of share.entries()) share[i] = value * whole;
    share[q.length] = left * whole;
    q.push(rest.map((value) => value / left));
    r.push(share);
    kept.push(place);
  }
  // r was gathered by column; hand it out as r[i][j].
  const size = q.length;
  return { q, r: Array.from({ length: size }, (_, i) => Float64Array.from({ length: size }, (_, j) => (i <= j ? (r[j]?.[i] ?? 0) : 0))), kept, aliased };
}

/** Solves R x = b for an upper triangular R. */
export function backSolve(r: readonly Float64Array[], b: ArrayLike<number>): Float64Array {
  const x = new Float64Array(r.length);
  for (let i = r.length - 1; i >= 0; i--) {
    let value = b[i] ?? 0;
    for (let j = i + 1; j < r.length; j++) value -= (r[i]?.[j] ?? 0) * (x[j] ?? 0);
    x[i] = value / (r[i]?.[i] ?? NaN);
  }
  return x;
}

/** The coefficients of the least squares fit of `values` on the kept columns. */
export const leastSquares = ({ q, r }: Orthogonal, values: Float64Array): Float64Array => backSolve(r, q.map((direction) => dot(direction, values)));

/** (R'R)^-1: the inverse of the cross product of the columns. */
export function crossInverse({ r }: Orthogonal): number[][] {
  const size = r.length;
  const inverse = Array.from({ length: size }, (_, j) => backSolve(r, Array.from({ length: size }, (_, i) => (i === j ? 1 : 0))));
  return Array.from({ length: size }, (_, a) => Array.from({ length: size }, (_, b) => inverse.reduce((sum, column) => sum + (column[a] ?? 0) * (column[b] ?? 0), 0)));
}
