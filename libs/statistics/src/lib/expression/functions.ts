import { momentsOf } from '../group-tests/moments.ts';
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

/** Half to even at the digit, as R rounds. */
function rounded(x: number, digits = 0): number {
  const scale = 10 ** digits;
  const [value, floor] = [x * scale, Math.floor(x * scale)];
  const part = value - floor;
  const up = part > 0.5 || (part === 0.5 && floor % 2 !== 0);
  return (up ? floor + 1 : floor) / scale;
}

/** Functions applied to each row; a missing argument gives a missing value. */
export const ROW_FUNCTIONS: Readonly<Record<string, { readonly least: number; readonly most: number; readonly of: (...values: number[]) => number }>> = {
  log: { least: 1, most: 2, of: (x = NaN, base) => (base === undefined ? Math.log(x) : Math.log(x) / Math.log(base)) },
  log2: { least: 1, most: 1, of: Math.log2 },
  log10: { least: 1, most: 1, of: Math.log10 },
  log1p: { least: 1, most: 1, of: Math.log1p },
  exp: { least: 1, most: 1, of: Math.exp },
  expm1: { least: 1, most: 1, of: Math.expm1 },
  sqrt: { least: 1, most: 1, of: Math.sqrt },
  abs: { least: 1, most: 1, of: Math.abs },
  sign: { least: 1, most: 1, of: Math.sign },
  floor: { least: 1, most: 1, of: Math.floor },
  ceiling: { least: 1, most: 1, of: Math.ceil },
  round: { least: 1, most: 2, of: (x = NaN, digits) => rounded(x, digits) },
  plogis: { least: 1, most: 1, of: (x = NaN) => logistic(x) },
  qlogis: { least: 1, most: 1, of: (x = NaN) => logit(x) },
  pmin: { least: 1, most: Infinity, of: Math.min },
  pmax: { least: 1, most: Infinity, of: Math.max },
  'as.numeric': { least: 1, most: 1, of: (x = NaN) => x },
  'as.integer': { least: 1, most: 1, of: (x = NaN) => Math.trunc(x) },
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
