const EULER = 0.5772156649015329;
const HALF_LOG_TWO_PI = 0.9189385332046728;

/** Riemann's zeta(k) for k >= 2 by Euler and Maclaurin's sum from the twelfth term on. */
function zeta(k: number): number {
  const from = 12;
  let sum = 0;
  for (let n = from - 1; n >= 1; n--) sum += n ** -k;
  const tail = from ** (1 - k) / (k - 1) + from ** -k / 2 + (k * from ** (-k - 1)) / 12;
  const next = -(k * (k + 1) * (k + 2) * from ** (-k - 3)) / 720 + (k * (k + 1) * (k + 2) * (k + 3) * (k + 4) * from ** (-k - 5)) / 30240;
  return sum + tail + next - (k * (k + 1) * (k + 2) * (k + 3) * (k + 4) * (k + 5) * (k + 6) * from ** (-k - 7)) / 1209600;
}

const ZETAS = Array.from({ length: 60 }, (_, index) => zeta(index + 2));

/** log gamma(1 + e) for |e| <= 1/2 by its power series: exact at 0, where any other form would subtract equal numbers. */
function nearOne(e: number): number {
  let [sum, power] = [0, -e];
  for (const [index, value] of ZETAS.entries()) {
    power *= -e;
    sum += (value * power) / (index + 2);
  }
  return sum - EULER * e;
}

/** What Stirling's formula leaves: log gamma(x + 1) - (x + 1/2) log x + x - log(2 pi) / 2, for x > 0. */
export function stirlingError(x: number): number {
  if (x <= 15) return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
  const s = 1 / (x * x);
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - (691 / 360360) * s) * s) * s) * s) * s) / x;
}

/** Natural logarithm of the gamma function for x > 0. */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError('logGamma: a number above 0');
  if (x < 0.5) return nearOne(x) - Math.log(x);
  if (x <= 1.5) return nearOne(x - 1);
  if (x <= 2.5) return nearOne(x - 2) + Math.log1p(x - 2);
  if (x > 16) return (x - 0.5) * Math.log(x - 1) - (x - 1) + HALF_LOG_TWO_PI + stirlingError(x - 1);
  let [product, rest] = [1, x];
  while (rest > 2.5) product *= --rest;
  return nearOne(rest - 2) + Math.log1p(rest - 2) + Math.log(product);
}

/** The derivative of log gamma, for x > 0: shifted up to where its asymptotic series is exact. */
export function digamma(x: number): number {
  if (!(x > 0)) throw new RangeError('digamma: a number above 0');
  let [shift, rest] = [0, x];
  while (rest < 12) shift += 1 / rest++;
  const s = 1 / (rest * rest);
  const series = s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s * (1 / 132 - s * (691 / 32760 - s / 12))))));
  return Math.log(rest) - 0.5 / rest - series - shift;
}
