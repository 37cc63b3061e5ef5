interface Eigen {
  readonly values: readonly number[];
  /** Vectors as columns. */
  readonly vectors: readonly (readonly number[])[];
}

/** One Jacobi rotation that clears the element (p, q) of a symmetric matrix; turns the vectors along. */
function rotate(a: number[][], v: number[][], p: number, q: number): void {
  const at = (m: number[][], i: number, j: number): number => m[i]?.[j] ?? 0;
  const theta = (at(a, q, q) - at(a, p, p)) / (2 * at(a, p, q));
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (const matrix of [a, v]) {
    for (const row of matrix) [row[p], row[q]] = [c * (row[p] ?? 0) - s * (row[q] ?? 0), s * (row[p] ?? 0) + c * (row[q] ?? 0)];
  }
  const [rowP = [], rowQ = []] = [a[p], a[q]];
  for (const [j, value] of [...rowP].entries()) {
    const other = rowQ[j] ?? 0;
    [rowP[j], rowQ[j]] = [c * value - s * other, s * value + c * other];
  }
}

/** Eigenvalues and vectors of a small symmetric matrix by Jacobi's cyclic rotations. */
function symmetricEigen(matrix: readonly (readonly number[])[]): Eigen {
  const a = matrix.map((row) => [...row]);
  const v = matrix.map((_, i) => matrix.map((__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 100; sweep++) {
    let off = 0;
    for (let p = 0; p < a.length; p++) {
      for (let q = p + 1; q < a.length; q++) {
        const value = Math.abs(a[p]?.[q] ?? 0);
        off = Math.max(off, value);
        if (value > 0) rotate(a, v, p, q);
      }
    }
    if (off < 1e-300) break;
  }
  return { values: a.map((row, i) => row[i] ?? 0), vectors: v };
}

/** x' M+ x of a symmetric matrix with Moore and Penrose's inverse; eigenvalues below the tolerance times the largest count as none (MASS::ginv). */
export function quadraticForm(matrix: readonly (readonly number[])[], x: readonly number[], tolerance = Math.sqrt(Number.EPSILON)): { readonly value: number; readonly rank: number } {
  const { values, vectors } = symmetricEigen(matrix);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let [sum, rank] = [0, 0];
  for (const [k, value] of values.entries()) {
    if (Math.abs(value) <= tolerance * largest) continue;
    sum += x.reduce((total, entry, i) => total + entry * (vectors[i]?.[k] ?? 0), 0) ** 2 / value;
    rank++;
  }
  return { value: sum, rank };
}
