import { momentsOf } from '../group-tests/moments.ts';
import { normalUpperTail } from '../distributions/normal.ts';
import { sampleQuantile } from '../distributions/sample-quantile.ts';

/** Taken out of Math once: the hot loops of every fit call it for each row. */
const { exp } = Math;

/** plogis: the logistic function, without overflow at either end. */
export const logistic = (x: number): number => {
  const small = exp(x >= 0 ? -x : x);
  return x >= 0 ? 1 / (1 + small) : small / (1 + small);
};

/** qlogis: the logit of a probability; infinite at 0 and 1, not a number beyond. */
export const logit = (p: number): number => Math.log(p / (1 - p));

/** The nearer of the two neighbours at the digit, as R 4 rounds: 0.15 lies below the middle of 0.1 and 0.2. The even one at the very middle. */
function rounded(x: number, digits = 0): number {
  const scale = 10 ** Math.abs(digits);
  const [up, down] = digits >= 0 ? [(value: number): number => value * scale, (value: number): number => value / scale] : [(value: number): number => value / scale, (value: number): number => value * scale];
  const [below, above] = [Math.floor(up(x)), Math.ceil(up(x))];
  const [low, high] = [x - down(below), down(above) - x];
  return down(low < high || (low === high && below % 2 === 0) ? below : above);
}

/** A function applied to each row; a missing argument gives a missing value. */
export interface RowFunction {
  /** The names of its parameters, after R; null where it takes any number. */
  readonly parameters: readonly string[] | null;
  readonly least: number;
  readonly of: (...values: number[]) => number;
}

const ofOne = (of: (x: number) => number): RowFunction => ({ parameters: ['x'], least: 1, of: (x = NaN) => of(x) });

export const ROW_FUNCTIONS: Readonly<Record<string, RowFunction>> = {
  log: { parameters: ['x', 'base'], least: 1, of: (x = NaN, base) => (base === undefined ? Math.log(x) : base === 10 ? Math.log10(x) : base === 2 ? Math.log2(x) : Math.log(x) / Math.log(base)) },
  log2: ofOne(Math.log2), log10: ofOne(Math.log10), log1p: ofOne(Math.log1p), exp: ofOne(Math.exp), expm1: ofOne(Math.expm1), sqrt: ofOne(Math.sqrt),
  sin: ofOne(Math.sin), cos: ofOne(Math.cos), tan: ofOne(Math.tan), atan: ofOne(Math.atan), sinh: ofOne(Math.sinh), cosh: ofOne(Math.cosh), tanh: ofOne(Math.tanh),
  abs: ofOne(Math.abs), sign: ofOne(Math.sign), floor: ofOne(Math.floor), ceiling: ofOne(Math.ceil), trunc: ofOne(Math.trunc),
  round: { parameters: ['x', 'digits'], least: 1, of: (x = NaN, digits) => rounded(x, digits) },
  plogis: ofOne(logistic), qlogis: ofOne(logit), pnorm: ofOne((x) => normalUpperTail(-x)),
  pmin: { parameters: null, least: 1, of: Math.min }, pmax: { parameters: null, least: 1, of: Math.max },
};

/** Functions of a whole column that give one number; a missing value makes it missing unless na.rm is TRUE. */
export const COLUMN_FUNCTIONS: Readonly<Record<string, (values: readonly number[]) => number | null>> = {
  mean: (values) => (values.length === 0 ? null : momentsOf(values).mean),
  sd: (values) => {
    const { variance } = momentsOf(values);
    return variance === null ? null : Math.sqrt(variance);
  },
  var: (values) => momentsOf(values).variance,
  median: (values) => (values.length === 0 ? null : sampleQuantile(values, 0.5, 7)),
  min: (values) => (values.length === 0 ? null : values.reduce((a, b) => Math.min(a, b))),
  max: (values) => (values.length === 0 ? null : values.reduce((a, b) => Math.max(a, b))),
  sum: (values) => values.reduce((a, b) => a + b, 0),
};

/** Those of them that take several columns at once. */
export const OF_SEVERAL: ReadonlySet<string> = new Set(['sum', 'min', 'max']);
