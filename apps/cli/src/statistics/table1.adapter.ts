import { ok } from '@echocohort/kernel';
import {
  anova, chiSquareTest, describeValues, fisherTest, fisherTwoByTwo, kruskalWallis, mannWhitney, standardisedMeanDifference, standardisedShareDifference, tTest,
} from '@echocohort/statistics';
import { CaseUnreadable, type CaseContext, type Fields, type MethodAdapter } from './adapter.ts';
import { numbersOf, orderedLevels, tableOf, textsOf } from './columns.ts';
import { fixedDigits } from './format-number.ts';
import { fieldsField, matrixFrom, presentNumbers, textField, textsField } from './input.ts';

/** A p value, or null where the test is refused: a table goes on without it. */
const pOf = (result: { readonly ok: true; readonly value: { readonly p: number | null } } | { readonly ok: false }): number | null => (result.ok ? result.value.p : null);

function description(values: readonly (number | null)[]): Fields {
  const { n, missing, mean, deviation, minimum, maximum, quartiles } = describeValues(values);
  const [q1, median, q3] = quartiles.type7;
  return { n, missing, mean, sd: deviation, median, q1, q3, min: minimum, max: maximum, quantile_type2: quartiles.type2, quantile_type6_SPSS: quartiles.type6 };
}

const present = (values: readonly (number | null)[]): number[] => values.filter((value): value is number => value !== null);

function continuous(variable: string, values: readonly (number | null)[], group: readonly string[], levels: readonly string[]): Fields {
  const split = levels.map((level) => values.filter((_, row) => group[row] === level));
  const known = split.map(present);
  const base = { variable, type: 'continuous', overall: description(values), groups: Object.fromEntries(levels.map((level, index) => [level, description(split[index] ?? [])])) };
  const [first = [], second = []] = known;
  if (levels.length !== 2) return { ...base, anova_p: pOf(anova(known)), kruskal_p: pOf(kruskalWallis(known)) };
  return {
    ...base, t_welch_p: pOf(tTest(first, second)), t_pooled_p: pOf(tTest(first, second, { equalVariances: true })),
    wilcoxon_p_corrected: pOf(mannWhitney(first, second, { reference: 'normal-corrected' })), smd: standardisedMeanDifference(first, second),
  };
}

const columnSums = (counts: readonly (readonly number[])[]): number[] => (counts[0] ?? []).map((_, column) => counts.reduce((sum, row) => sum + (row[column] ?? 0), 0));

function categorical(variable: string, values: readonly (string | null)[], group: readonly string[], groupLevels: readonly string[]): Fields {
  const count = (level: string | null, inGroup: string): number => values.filter((value, row) => value === level && group[row] === inGroup).length;
  const all = orderedLevels(values).map((level) => ({ level, counts: groupLevels.map((inGroup) => count(level, inGroup)) }));
  const rows = all.filter(({ counts }) => counts.some((value) => value > 0));
  const counts = rows.map((row) => row.counts);
  const sums = columnSums(counts);
  const square = chiSquareTest(counts);
  const twoByTwo = counts.length === 2 && groupLevels.length === 2;
  const fisher = twoByTwo ? fisherTwoByTwo(counts) : fisherTest(counts, { seed: variable, draws: 100_000 });
  return {
    variable, type: 'categorical', levels: rows.map(({ level }) => level), counts,
    column_percent: counts.map((row) => row.map((value, column) => (value / (sums[column] ?? NaN)) * 100)), overall_counts: counts.map((row) => row.reduce((sum, value) => sum + value, 0)),
    missing: groupLevels.map((inGroup) => count(null, inGroup)), chisq: square.ok ? square.value.chiSquare : null, df: square.ok ? square.value.degreesOfFreedom : null,
    chisq_p: pOf(square), smallest_expected: square.ok ? square.value.smallestExpected : null, fisher_p: pOf(fisher),
    chisq_yates_p: twoByTwo ? pOf(chiSquareTest(counts, { yates: true })) : undefined,
    smd: groupLevels.length === 2 ? standardisedShareDifference(all.map((row) => row.counts[0] ?? 0), all.map((row) => row.counts[1] ?? 0)) : undefined,
  };
}

/** Rows without a group are left out; the group's levels are as given, else as R orders them. */
function fromRecords(input: Fields, context: CaseContext): Fields[] {
  const table = tableOf(input, context);
  const labels = textsOf(table, textField(input, 'group'));
  const kept = labels.flatMap((label, row) => (label === null ? [] : [row]));
  const group = kept.map((row) => labels[row] ?? '');
  const levels = input.group_levels === undefined ? orderedLevels(group) : textsField(input, 'group_levels');
  const at = <T>(values: readonly (T | null)[]): (T | null)[] => kept.map((row) => values[row] ?? null);
  return [
    ...textsField(input, 'continuous').map((variable) => continuous(variable, at(numbersOf(table, variable)), group, levels)),
    ...textsField(input, 'categorical').map((variable) => categorical(variable, at(textsOf(table, variable)), group, levels)),
  ];
}

function fromCounts(value: unknown): Fields {
  const counts = matrixFrom(value);
  const sums = columnSums(counts);
  const square = chiSquareTest(counts);
  if (!square.ok) throw new CaseUnreadable(square.refusal.detail);
  const { chiSquare, degreesOfFreedom, p, smallestExpected } = square.value;
  return { chisq: chiSquare, df: degreesOfFreedom, p, smallest_expected: smallestExpected, percent_one_decimal: counts.map((row) => row.map((count, column) => Number(fixedDigits((count / (sums[column] ?? NaN)) * 100, 1)))) };
}

/** The baseline table from records, or the tests of printed counts, or percentages as shown. */
export const adapter: MethodAdapter = {
  method: 'table1',
  run(input, context) {
    if (input.tables !== undefined) return ok(Object.fromEntries(Object.entries(fieldsField(input, 'tables')).map(([name, counts]) => [name, fromCounts(counts)])));
    if (input.group !== undefined) return ok(fromRecords(input, context));
    const [x, n] = [presentNumbers(input, 'x'), presentNumbers(input, 'n')];
    return ok(x.map((value, index) => fixedDigits((100 * value) / (n[index] ?? NaN), Number(/digits\s*=\s*(\d+)/.exec(context.call)?.[1] ?? 1))));
  },
};
