import { dot, euclidean } from './orthogonal.ts';

const ROUNDS = 60;

/** Columns turned pairwise until all are orthogonal (one-sided Jacobi): their lengths are the singular values. */
function turned(columns: readonly Float64Array[]): { u: Float64Array[]; v: Float64Array[] } {
  const u = columns.map((column) => Float64Array.from(column));
  const v = columns.map((_, place) => Float64Array.from({ length: columns.length }, (__, other) => (other === place ? 1 : 0)));
  const rotate = (a: Float64Array, b: Float64Array, cosine: number, sine: number): void => {
    for (let i = 0; i < a.length; i++) {
      const [x, y] = [a[i] ?? 0, b[i] ?? 0];
      a[i] = cosine * x - sine * y;
      b[i] = sine * x + cosine * y;
    }
  };
  for (let round = 0; round < ROUNDS; round++) {
    let worst = 0;
    for (let p = 0; p < u.length - 1; p++) {
      for (let q = p + 1; q < u.length; q++) {
        const [a, b, va, vb] = [u[p], u[q], v[p], v[q]];
        if (!a || !b || !va || !vb) continue;
        const [alpha, beta, gamma] = [dot(a, a), dot(b, b), dot(a, b)];
        if (gamma === 0 || alpha === 0 || beta === 0) continue;
        worst = Math.max(worst, Math.abs(gamma) / Math.sqrt(alpha * beta));
        const zeta = (beta - alpha) / (2 * gamma);
        const tangent = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        const cosine = 1 / Math.sqrt(1 + tangent * tangent);
        rotate(a, b, cosine, cosine * tangent);
        rotate(va, vb, cosine, cosine * tangent);
      }
    }
    if (worst < 1e-15) break;
  }
  return { u, v };
}

/**
 * The least squares solver of a few columns as one row of weights for each coefficient: coefficient = sum of row * values. Directions whose
 * singular value is below `tolerance` of the largest are left out, so that tied points still give the shortest solution.
 */
export function pseudoInverse(columns: readonly Float64Array[], tolerance: number): Float64Array[] {
  const lengths = columns.map((column) => euclidean(column) || 1);
  const { u, v } = turned(columns.map((column, place) => column.map((value) => value / (lengths[place] ?? 1))));
  const singular = u.map((column) => Math.sqrt(dot(column, column)));
  const least = tolerance * Math.max(...singular);
  return columns.map((column, row) => {
    const weights = new Float64Array(column.length);
    for (const [place, direction] of u.entries()) {
      const size = singular[place] ?? 0;
      if (!(size > least)) continue;
      const share = (v[place]?.[row] ?? 0) / (size * size * (lengths[row] ?? 1));
      for (let i = 0; i < weights.length; i++) weights[i] = (weights[i] ?? 0) + share * (direction[i] ?? 0);
    }
    return weights;
  });
}
