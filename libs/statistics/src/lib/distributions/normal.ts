const SQRT_PI = Math.sqrt(Math.PI);
const TINY = 1e-300;

/** erf(x) for small |x| by its confluent series, all terms of one sign. */
function erfSeries(x: number): number {
  let term = (2 * x) / SQRT_PI;
  let sum = term;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return sum * Math.exp(-x * x);
}

/** erfc(x) e^(x^2) for x above about 1.5: Legendre's continued fraction of the incomplete gamma function, by Lentz's method. */
function scaledErfc(x: number): number {
  const square = x * x;
  let b = square + 0.5;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let i = 1; i < 1000; i++) {
    const a = -i * (i - 0.5);
    b += 2;
    d = a * d + b;
    c = b + a / c;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    const factor = d * (Math.abs(c) < TINY ? TINY : c);
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return (value * x) / SQRT_PI;
}

/** P(Z > z) of the standard normal distribution; accurate in relative terms far into the tail. */
export function normalUpperTail(z: number): number {
  if (z < 0) return 1 - normalUpperTail(-z);
  const x = z / Math.SQRT2;
  return x < 1.5 ? 0.5 * (1 - erfSeries(x)) : 0.5 * scaledErfc(x) * Math.exp(-x * x);
}

/** log P(Z > z): finite where the chance itself is below the smallest double. */
export function logNormalUpperTail(z: number): number {
  if (z < 1) return Math.log1p(-normalUpperTail(-z));
  const x = z / Math.SQRT2;
  return x < 1.5 ? Math.log(normalUpperTail(z)) : Math.log(0.5 * scaledErfc(x)) - x * x;
}

/** The z with P(Z > z) = p, for p in (0, 1): a rational start refined by Halley steps on the tail itself. */
export function normalUpperQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError('normalUpperQuantile: a probability between 0 and 1, both excluded');
  if (p > 0.5) return -normalUpperQuantile(1 - p);
  if (p === 0.5) return 0;
  const t = Math.sqrt(-2 * Math.log(p));
  let z = t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3); // Abramowitz and Stegun 26.2.23
  for (let step = 0; step < 4; step++) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const error = (normalUpperTail(z) - p) / density;
    z += error / (1 - (z * error) / 2);
  }
  return z;
}

/** How many standard errors an interval of this level (0.95) reaches to either side. */
export const normalReach = (level: number): number => normalUpperQuantile((1 - level) / 2);
