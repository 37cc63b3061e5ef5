import { ok, type Result } from '@echocohort/kernel';
import { adjustP, delongPaired, delongUnpaired, normalReach } from '@echocohort/statistics';
import type { AnalysisEstimate, TestResult } from '../results/estimate.schema.ts';
import { estimateOf, refusedEstimate, testOf, withAdjusted, type Basis, type Tested } from '../study/estimates.ts';
import type { Scored } from '../study/study.ts';

/** A difference of two areas and its test. */
export interface Pair {
  readonly difference: AnalysisEstimate;
  readonly test: TestResult;
}

const eventsOf = ({ outcomes }: Scored): number => outcomes.filter(Boolean).length;

/** A difference without variance (both areas at their end) has no interval: zero to zero would claim a certainty that nobody has. */
function withoutPoint(difference: AnalysisEstimate): AnalysisEstimate {
  return difference.lower === null || difference.lower !== difference.upper ? difference : { ...difference, lower: null, upper: null, level: null, intervalMethod: null, warnings: [...difference.warnings, 'no-variance'] };
}

/** Two scores of the same lesions: those that have both, in the same order. */
export function pairedAreas(outcomes: readonly boolean[], one: readonly number[], other: readonly number[], level: number, basis: Basis): Pair {
  const found = delongPaired(outcomes, one, other, { level });
  const [n, events] = [outcomes.length, outcomes.filter(Boolean).length];
  const tested: Result<Tested> = found.ok ? ok({ statistic: found.value.z, p: found.value.p }) : found;
  const difference = found.ok
    ? estimateOf('delong-paired', 'pROC::roc.test(paired = TRUE)', { value: found.value.difference, lower: found.value.interval.lower, upper: found.value.interval.upper, level, method: 'delong' }, basis, n, events)
    : refusedEstimate('delong-paired', 'pROC::roc.test(paired = TRUE)', found.refusal, basis, n, events);
  return { difference: withoutPoint(difference), test: testOf('delong-paired', 'pROC::roc.test(paired = TRUE)', tested, basis, n) };
}

/** The same score in two separate samples. p by Student's t with Satterthwaite's degrees of freedom, as pROC gives it. */
export function separateAreas(one: Scored, other: Scored, level: number, basis: Basis): Pair {
  const found = delongUnpaired(one, other);
  const [n, events] = [one.lesions.length + other.lesions.length, eventsOf(one) + eventsOf(other)];
  const tested: Result<Tested> = found.ok ? ok({ statistic: found.value.statistic, degreesOfFreedom: [found.value.degreesOfFreedom], p: found.value.p }) : found;
  if (!found.ok) return { difference: refusedEstimate('delong-unpaired', 'pROC::roc.test(paired = FALSE)', found.refusal, basis, n, events), test: testOf('delong-unpaired', 'pROC::roc.test(paired = FALSE)', tested, basis, n) };
  const reach = normalReach(level) * found.value.standardError;
  const { difference } = found.value;
  return {
    difference: withoutPoint(estimateOf('delong-unpaired', 'pROC::roc.test(paired = FALSE)', { value: difference, lower: difference - reach, upper: difference + reach, level, method: 'delong' }, basis, n, events)),
    test: testOf('delong-unpaired', 'pROC::roc.test(paired = FALSE)', tested, basis, n),
  };
}

/** Adjusts the p of one family for each other (Holm). */
export function adjustedPairs<T extends { readonly test: TestResult }>(pairs: readonly T[]): T[] {
  if (pairs.length < 2) return [...pairs];
  const tests = withAdjusted(pairs.map(({ test }) => test), adjustP(pairs.map(({ test }) => test.p), 'holm'));
  return pairs.map((pair, at) => ({ ...pair, test: tests[at] ?? pair.test }));
}

/** All unordered pairs, each once. */
export const pairsOf = <T>(entries: readonly T[]): (readonly [T, T])[] => entries.flatMap((one, at) => entries.slice(at + 1).map((other): readonly [T, T] => [one, other]));
