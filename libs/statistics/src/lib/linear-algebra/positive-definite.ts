/** The lower triangle L with L L' = A; null where A is not positive definite. */
export function cholesky(matrix: readonly (readonly number[])[]): number[][] | null {
  const lower: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    const found: number[] = [];
    for (let j = 0; j <= i; j++) {
      let value = row[j] ?? 0;
      for (let k = 0; k < j; k++) value -= (found[k] ?? 0) * ((j === i ? found : lower[j])?.[k] ?? 0);
      if (j === i) {
        if (!(value > 0)) return null;
        found.push(Math.sqrt(value));
      } else found.push(value / (lower[j]?.[j] ?? NaN));
    }
    lower.push(found);
  }
  return lower;
}

/** b' A^-1 b of a positive definite A (Wald's statistic); null where A is not positive definite. */
export function quadraticForm(matrix: readonly (readonly number[])[], b: readonly number[]): number | null {
  const scale = matrix.map((row, i) => Math.sqrt(row[i] ?? 0));
  const lower = cholesky(matrix.map((row, i) => row.map((value, j) => value / ((scale[i] ?? 1) * (scale[j] ?? 1)))));
  if (lower === null) return null;
  const solved: number[] = [];
  for (const [i, row] of lower.entries()) {
    let value = (b[i] ?? 0) / (scale[i] ?? 1);
    for (let k = 0; k < i; k++) value -= (row[k] ?? 0) * (solved[k] ?? 0);
    solved.push(value / (row[i] ?? NaN));
  }
  return solved.reduce((sum, value) => sum + value * value, 0);
}
