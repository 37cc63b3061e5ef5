import { sampleQuantiles } from '../distributions/sample-quantile.ts';
import { momentsOf } from '../group-tests/moments.ts';

/** One continuous variable in one group. Null: not estimable (nobody has a value, or one alone for the deviation). */
export interface Description {
  readonly method: 'describe';
  readonly n: number;
  readonly missing: number;
  readonly mean: number | null;
  readonly deviation: number | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** First quartile, median and third quartile by R's definition (type 7), SAS's (2) and SPSS's (6): they differ in small groups. */
  readonly quartiles: { readonly type7: readonly (number | null)[]; readonly type2: readonly (number | null)[]; readonly type6: readonly (number | null)[] };
}

const QUARTERS = [0.25, 0.5, 0.75];

/** Describes a variable; missing values are counted and left out. */
export function describeValues(values: readonly (number | null)[]): Description {
  const present = values.filter((value): value is number => value !== null);
  const { n, mean, variance } = momentsOf(present);
  return {
    method: 'describe', n, missing: values.length - n, mean: n === 0 ? null : mean, deviation: variance === null ? null : Math.sqrt(variance),
    minimum: n === 0 ? null : present.reduce((a, b) => Math.min(a, b), Infinity), maximum: n === 0 ? null : present.reduce((a, b) => Math.max(a, b), -Infinity),
    quartiles: { type7: sampleQuantiles(present, QUARTERS, 7), type2: sampleQuantiles(present, QUARTERS, 2), type6: sampleQuantiles(present, QUARTERS, 6) },
  };
}
