import { ok, refuse, type Result } from '@echocohort/kernel';
import { normalUpperQuantile, normalUpperTail } from '../distributions/normal.ts';

/** A test of normality. Offered for description; the study chooses its tests by convention and not by this. */
export interface ShapiroWilk {
  readonly method: 'shapiro-wilk';
  readonly n: number;
  readonly w: number;
  readonly p: number;
}

const polynomial = (coefficients: readonly number[], x: number): number => coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

/** Royston's weights (1995, algorithm AS R94) of the upper half of the ordered sample. */
function weightsOf(n: number): number[] {
  const half = Math.floor(n / 2);
  if (n === 3) return [Math.SQRT1_2];
  const scores = Array.from({ length: half }, (_, index) => normalUpperQuantile((index + 1 - 0.375) / (n + 0.25)));
  const square = 2 * scores.reduce((sum, score) => sum + score * score, 0);
  const [root, unit] = [Math.sqrt(square), 1 / Math.sqrt(n)];
  const [m1 = 0, m2 = 0] = scores;
  const first = polynomial([0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056], unit) + m1 / root;
  if (n <= 5) {
    const scale = Math.sqrt((square - 2 * m1 * m1) / (1 - 2 * first * first));
    return scores.map((score, index) => (index === 0 ? first : score / scale));
  }
  const second = m2 / root + polynomial([0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633], unit);
  const scale = Math.sqrt((square - 2 * m1 * m1 - 2 * m2 * m2) / (1 - 2 * first * first - 2 * second * second));
  return scores.map((score, index) => (index === 0 ? first : index === 1 ? second : score / scale));
}

function probability(w: number, n: number): number {
  if (n === 3) return Math.max(0, (6 / Math.PI) * (Math.asin(Math.sqrt(w)) - Math.asin(Math.sqrt(0.75))));
  const [y, log] = [Math.log(1 - w), Math.log(n)];
  if (n <= 11) {
    const gamma = polynomial([-2.273, 0.459], n);
    if (y >= gamma) return 1e-99;
    const mean = polynomial([0.544, -0.39978, 0.025054, -0.0006714], n);
    const spread = Math.exp(polynomial([1.3822, -0.77857, 0.062767, -0.0020322], n));
    return normalUpperTail((-Math.log(gamma - y) - mean) / spread);
  }
  const mean = polynomial([-1.5861, -0.31082, -0.083751, 0.0038915], log);
  const spread = Math.exp(polynomial([-0.4803, -0.082676, 0.0030302], log));
  return normalUpperTail((y - mean) / spread);
}

/** The Shapiro-Wilk test for 3 to 5000 values. */
export function shapiroWilk(values: readonly number[]): Result<ShapiroWilk> {
  const n = values.length;
  if (n < 3 || n > 5000) return refuse({ code: 'size-unsuitable', detail: 'The test is defined for 3 to 5000 values.', facts: { n } });
  const sorted = [...values].sort((a, b) => a - b);
  const range = (sorted[n - 1] ?? 0) - (sorted[0] ?? 0);
  if (!(range > 0)) return refuse({ code: 'data-constant', detail: 'All values are the same.' });
  const weights = weightsOf(n);
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n;
  const spread = sorted.reduce((sum, value) => sum + ((value - mean) / range) ** 2, 0);
  const norm = 2 * weights.reduce((sum, weight) => sum + weight * weight, 0);
  const contrast = weights.reduce((sum, weight, index) => sum + weight * (((sorted[n - 1 - index] ?? 0) - (sorted[index] ?? 0)) / range), 0);
  const w = Math.min(1, contrast ** 2 / (norm * spread));
  return ok({ method: 'shapiro-wilk', n, w, p: Math.min(1, probability(w, n)) });
}
