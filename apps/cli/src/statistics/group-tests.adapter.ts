import { ok } from '@echocohort/kernel';
import {
  anova, brownForsythe, chiSquareTest, fisherTest, fisherTwoByTwo, pairedTTest, proportionTest, proportionTrend, shapiroWilk, tTest, welchAnova,
  type AnalysisOfVariance, type ProportionTest, type TTest,
} from '@echocohort/statistics';
import { CaseRefused, CaseUnreadable, valueOf, type CaseContext, type Fields, type MethodAdapter } from './adapter.ts';
import { fisherAsRSolves } from './fisher-as-r-solves.ts';
import { groupsOf, numbersOf, tableOf } from './columns.ts';
import { listFrom, matrixFrom, numberFrom, presentNumbers, textField } from './input.ts';
import { alternativeOf } from './roc-fields.ts';

const T_NAMES = { 't-welch': 'Welch Two Sample t-test', 't-pooled': ' Two Sample t-test', 't-paired': 'Paired t-test' } as const;

const present = (values: readonly (number | null)[]): number[] => values.filter((value): value is number => value !== null);

const groupsIn = (input: Fields, context: CaseContext): number[][] => valueOf(groupsOf(tableOf(input, context), textField(input, 'value'), textField(input, 'group'))).groups;

function tFields(input: Fields, context: CaseContext): Fields {
  const options = { equalVariances: /var\.equal\s*=\s*T/.test(context.call) || input['var.equal'] === true || input.var_equal === true, alternative: alternativeOf(input.alternative) };
  let found: TTest;
  if (input.paired === true) {
    const [x, y] = [listFrom(input.x).map(numberFrom), listFrom(input.y).map(numberFrom)];
    found = valueOf(pairedTTest(x.flatMap((value, index) => { const other = y[index] ?? null; return value === null || other === null ? [] : [value - other]; }), options));
  } else {
    const groups = input.group === undefined ? [present(listFrom(input.x).map(numberFrom)), present(listFrom(input.y).map(numberFrom))] : groupsIn(input, context);
    const [first = [], second = []] = groups;
    if (groups.length !== 2) throw new CaseRefused({ code: 'groups-not-two', detail: 'This test compares two groups.', facts: { groups: groups.length } });
    found = valueOf(tTest(first, second, options));
  }
  const { t, degreesOfFreedom, p, means, standardError, interval, method } = found;
  return { t, df: degreesOfFreedom, p, estimates: means, se: standardError, ci95: [interval.lower, interval.upper], method: T_NAMES[method] };
}

function chiSquareFields(table: number[][], yates: boolean): Fields {
  const found = valueOf(chiSquareTest(table, { yates }));
  const method = found.method === 'chi-square-yates' ? "Pearson's Chi-squared test with Yates' continuity correction" : "Pearson's Chi-squared test";
  return { chisq: found.chiSquare, df: found.degreesOfFreedom, p: found.p, expected: found.expected, smallest_expected: found.smallestExpected, cramers_v: yates ? null : found.cramersV, method, warnings: found.warnings };
}

function fisherFields(table: number[][]): Fields {
  if (table.length !== 2 || table[0]?.length !== 2) return { p: valueOf(fisherTest(table, { seed: 'fisher', draws: 100_000 })).p };
  const { p, pLess, pGreater, oddsRatio, interval } = valueOf(fisherTwoByTwo(table));
  // With an empty row or column nothing is estimable; R writes 0 there, the least of a range without bound.
  return { p, odds_ratio_conditional: oddsRatio ?? 0, odds_ratio_ci95: [interval.lower, interval.upper], ...fisherAsRSolves(table), p_less: pLess, p_greater: pGreater };
}

const fFields = ({ f, numerator, denominator, p }: AnalysisOfVariance): Fields => ({ F: f, df1: numerator, df2: denominator, p });
const proportionFields = ({ chiSquare, degreesOfFreedom, p, interval }: ProportionTest): Fields => ({ chisq: chiSquare, df: degreesOfFreedom, p, ci_difference: interval && [interval.lower, interval.upper] });

/** What the call names; the inputs of several tests look alike. */
const TESTS: readonly [RegExp, (input: Fields, context: CaseContext) => Fields][] = [
  [/\bfisher\.test\(/, (input) => fisherFields(matrixFrom(input.table))],
  [/\bchisq\.test\(/, (input, { call }) => chiSquareFields(matrixFrom(input.table), /correct\s*=\s*T/.test(call) || (!/correct\s*=/.test(call) && input.correct === true))],
  [/\bt\.test\b/, tFields],
  [/\bprop\.trend\.test\(/, (input) => proportionFields(valueOf(proportionTrend(presentNumbers(input, 'x'), presentNumbers(input, 'n'))))],
  [/\bprop\.test\(/, (input) => {
    const [x, n] = [presentNumbers(input, 'x'), presentNumbers(input, 'n')];
    return { uncorrected: proportionFields(valueOf(proportionTest(x, n))), corrected: proportionFields(valueOf(proportionTest(x, n, { corrected: true }))) };
  }],
  [/\bshapiro\.test/, (input, context) => {
    const { w, p } = valueOf(shapiroWilk(present(input.x === undefined ? numbersOf(tableOf(input, context), textField(input, 'value')) : listFrom(input.x).map(numberFrom))));
    return { W: w, p };
  }],
  [/median|Brown|[Ll]evene/, (input, context) => fFields(valueOf(brownForsythe(groupsIn(input, context))))],
  [/\boneway\.test\(/, (input, context) => {
    const groups = groupsIn(input, context);
    return { classical: fFields(valueOf(anova(groups))), welch: fFields(valueOf(welchAnova(groups))) };
  }],
];

/** t tests, analysis of variance, chi-square, Fisher, proportions. */
export const adapter: MethodAdapter = {
  method: 'group_tests',
  run(input, context) {
    const test = TESTS.find(([pattern]) => pattern.test(context.call));
    if (!test) throw new CaseUnreadable('the call names no test that is known');
    return ok(test[1](input, context));
  },
};
