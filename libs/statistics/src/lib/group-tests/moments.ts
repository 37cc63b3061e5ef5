/** Size, mean and sample variance (n - 1); the variance of one value is null. Two passes, so that large means do not drown it. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly variance: number | null;
}

/** Moments of present values; of none the mean is NaN. */
export function momentsOf(values: readonly number[]): Moments {
  const n = values.length;
  const rough = values.reduce((sum, value) => sum + value, 0) / n;
  const mean = rough + values.reduce((sum, value) => sum + (value - rough), 0) / n;
  return { n, mean, variance: n < 2 ? null : values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1) };
}
