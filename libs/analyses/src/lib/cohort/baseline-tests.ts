import { ok, refuse, type Result } from '@echocohort/kernel';
import { chiSquareTest, fisherTest, fisherTwoByTwo, mannWhitney } from '@echocohort/statistics';
import type { TestResult } from '../results/estimate.schema.ts';
import { testOf, type Basis, type Tested } from '../study/estimates.ts';

/** Below this expected count the chi-square distribution is rough and Fisher's test takes its place. */
const SMALL_EXPECTED = 5;
/** Tables drawn where one is too large to be counted, and the steps of counting before that. */
const DRAWS = 20_000;
const COUNTING_STEPS = 3_000_000;

/** A rank-sum test of two groups of values. */
export function continuousTest(first: readonly number[], second: readonly number[], basis: Omit<Basis, 'dropped'>): TestResult {
  const found = mannWhitney(first, second, { reference: 'normal-corrected' });
  const tested: Result<Tested> = found.ok ? ok({ statistic: found.value.statistic, p: found.value.p, warnings: found.value.warnings }) : found;
  return testOf('mann-whitney', 'wilcox.test', tested, basis, first.length + second.length);
}

/** Chi-square, or Fisher's test where an expected count is small; counts by level, one pair a level. Levels that nobody has are left out. */
export function categoricalTest(counts: readonly (readonly [number, number])[], basis: Omit<Basis, 'dropped'>, seed: string): TestResult {
  const present = counts.filter(([a, b]) => a + b > 0);
  const n = present.reduce((sum, [a, b]) => sum + a + b, 0);
  if (present.length < 2) return testOf('chi-square', 'chisq.test', refuse({ code: 'one-level', detail: 'Everybody has the same level, so there is nothing to compare.' }), basis, n);
  const square = chiSquareTest(present);
  if (!square.ok) return testOf('chi-square', 'chisq.test', square, basis, n);
  if (square.value.smallestExpected >= SMALL_EXPECTED) return testOf('chi-square', 'chisq.test', ok({ statistic: square.value.chiSquare, degreesOfFreedom: [square.value.degreesOfFreedom], p: square.value.p }), basis, n);
  if (present.length === 2) {
    const exact = fisherTwoByTwo(present);
    return testOf('fisher', 'fisher.test', exact.ok ? ok({ statistic: null, p: exact.value.p }) : exact, basis, n);
  }
  const larger = fisherTest(present, { seed, draws: DRAWS }, COUNTING_STEPS);
  return testOf('fisher', 'fisher.test', larger.ok ? ok({ statistic: null, p: larger.value.p, warnings: larger.value.warnings }) : larger, basis, n);
}
