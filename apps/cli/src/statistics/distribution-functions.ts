import {
  betaDensity, betaQuantile, betaTails, binomialDensity, binomialTails, chiSquareLowerTail, chiSquareQuantile, chiSquareUpperTail, digamma, discreteQuantile, discreteTails,
  fQuantile, fTails, hypergeometricDensity, hypergeometricTails, logGamma, logNormalUpperTail, normalUpperQuantile, normalUpperTail, rankSumDistribution, signedRankDistribution,
  studentQuantile, studentUpperTail, type Tails,
} from '@echocohort/statistics';

type Numbers = readonly number[];
type Tailed = (x: number, parameters: Numbers) => Tails;

const at = (values: Numbers, index: number): number => values[index] ?? NaN;

const normalQuantile = (p: number): number => (p <= 0 ? -Infinity : p >= 1 ? Infinity : -normalUpperQuantile(p));

/** Tails by R's family names. */
const TAILS: Readonly<Record<string, Tailed>> = {
  norm: (x, p) => {
    const z = (x - (p[0] ?? 0)) / (p[1] ?? 1);
    return { lower: normalUpperTail(-z), upper: normalUpperTail(z) };
  },
  t: (x, p) => ({ lower: studentUpperTail(-x, at(p, 0)), upper: studentUpperTail(x, at(p, 0)) }),
  chisq: (x, p) => ({ lower: chiSquareLowerTail(x, at(p, 0)), upper: chiSquareUpperTail(x, at(p, 0)) }),
  f: (x, p) => fTails(x, at(p, 0), at(p, 1)),
  beta: (x, p) => betaTails(x, at(p, 0), at(p, 1)),
  binom: (x, p) => binomialTails(x, at(p, 0), at(p, 1)),
  hyper: (x, p) => hypergeometricTails(x, at(p, 0), at(p, 1), at(p, 2)),
  wilcox: (x, p) => discreteTails(rankSumDistribution(at(p, 0), at(p, 1)), x),
  signrank: (x, p) => discreteTails(signedRankDistribution(at(p, 0)), x),
};

const QUANTILES: Readonly<Record<string, (p: number, parameters: Numbers) => number>> = {
  norm: (p, q) => (q[0] ?? 0) + (q[1] ?? 1) * normalQuantile(p),
  t: (p, q) => (p <= 0 ? -Infinity : p >= 1 ? Infinity : studentQuantile(p, at(q, 0))),
  chisq: (p, q) => chiSquareQuantile(p, at(q, 0)),
  f: (p, q) => fQuantile(p, at(q, 0), at(q, 1)),
  beta: (p, q) => betaQuantile(p, at(q, 0), at(q, 1)),
  binom: (p, q) => discreteQuantile(Float64Array.from({ length: at(q, 0) + 1 }, (_, k) => binomialDensity(k, at(q, 0), at(q, 1))), p),
  wilcox: (p, q) => discreteQuantile(rankSumDistribution(at(q, 0), at(q, 1)), p),
  signrank: (p, q) => discreteQuantile(signedRankDistribution(at(q, 0)), p),
};

const DENSITIES: Readonly<Record<string, (x: number, parameters: Numbers) => number>> = {
  norm: (x, p) => Math.exp(-(((x - (p[0] ?? 0)) / (p[1] ?? 1)) ** 2) / 2) / ((p[1] ?? 1) * Math.sqrt(2 * Math.PI)),
  beta: (x, p) => betaDensity(x, at(p, 0), at(p, 1)),
  binom: (x, p) => binomialDensity(x, at(p, 0), at(p, 1)),
  hyper: (x, p) => hypergeometricDensity(x, at(p, 0), at(p, 1), at(p, 2)),
  wilcox: (x, p) => rankSumDistribution(at(p, 0), at(p, 1))[x] ?? 0,
  signrank: (x, p) => signedRankDistribution(at(p, 0))[x] ?? 0,
};

/** Log gamma and its derivative below nought too, by reflection; at nought and the negative whole numbers R gives Inf and NaN. */
const atPole = (x: number): boolean => x <= 0 && Number.isInteger(x);
const logGammaOf = (x: number): number => (x > 0 ? logGamma(x) : atPole(x) ? Infinity : Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x));
const digammaOf = (x: number): number => (x > 0 ? digamma(x) : atPole(x) ? NaN : digamma(1 - x) - Math.PI / Math.tan(Math.PI * x));

const PLAIN: Readonly<Record<string, (x: number) => number>> = { lgamma: logGammaOf, digamma: digammaOf };

/** How a call asks for its numbers. */
export interface Flags {
  readonly upper: boolean;
  readonly log: boolean;
}

function probability(family: string, x: number, parameters: Numbers, { upper, log }: Flags): number | null {
  const tails = TAILS[family];
  if (tails === undefined) return null;
  if (family === 'norm' && log) {
    const z = (x - (parameters[0] ?? 0)) / (parameters[1] ?? 1);
    return logNormalUpperTail(upper ? z : -z);
  }
  const { lower, upper: above } = tails(x, parameters);
  const [wanted, other] = upper ? [above, lower] : [lower, above];
  if (!log) return wanted;
  return other < 0.5 ? Math.log1p(-other) : Math.log(wanted);
}

/** The value of one of R's distribution functions (`pbeta`, `qt`, `dbinom`, `lgamma`); null for a function that is not known. */
export function distributionValue(name: string, x: number, parameters: Numbers, flags: Flags): number | null {
  const plain = PLAIN[name];
  if (plain) return plain(x);
  const family = name.slice(1);
  if (name.startsWith('p')) return probability(family, x, parameters, flags);
  if (name.startsWith('q')) {
    const p = flags.log ? Math.exp(x) : x;
    if (!(p >= 0 && p <= 1)) return NaN;
    if (family === 'norm' && flags.upper) return (parameters[0] ?? 0) - (parameters[1] ?? 1) * normalQuantile(p);
    return QUANTILES[family]?.(flags.upper ? 1 - p : p, parameters) ?? null;
  }
  const density = name.startsWith('d') ? DENSITIES[family]?.(x, parameters) : undefined;
  if (density === undefined) return null;
  return flags.log ? Math.log(density) : density;
}
