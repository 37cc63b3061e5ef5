import { ok } from '@echocohort/kernel';
import type { FourCells } from '@echocohort/statistics';
import type { CaseContext, Fields, MethodAdapter } from './adapter.ts';
import { numbersOf, sampleOf, tableOf } from './columns.ts';
import { numberField, numberOr, textField, textOr } from './input.ts';
import { twoByTwoFields } from './proportion-fields.ts';

const RULES: Readonly<Record<string, (score: number, threshold: number) => boolean>> = { '>=': (s, t) => s >= t, '>': (s, t) => s > t, '<=': (s, t) => s <= t, '<': (s, t) => s < t };

function counted(pairs: readonly { truth: boolean; positive: boolean }[]): FourCells {
  const count = (truth: boolean, positive: boolean): number => pairs.filter((pair) => pair.truth === truth && pair.positive === positive).length;
  return { truePositive: count(true, true), falsePositive: count(false, true), trueNegative: count(false, false), falseNegative: count(true, false) };
}

function cellsOf(input: Fields, context: CaseContext): FourCells {
  if (input.tp !== undefined) return { truePositive: numberField(input, 'tp'), falsePositive: numberField(input, 'fp'), trueNegative: numberField(input, 'tn'), falseNegative: numberField(input, 'fn') };
  if (input.truth !== undefined) {
    const table = tableOf(input, context);
    const [truth, test] = [numbersOf(table, textField(input, 'truth')), numbersOf(table, textField(input, 'test'))];
    return counted(truth.flatMap((value, row) => (value === null || (test[row] ?? null) === null ? [] : [{ truth: value === 1, positive: test[row] === 1 }])));
  }
  const { outcomes, scores } = sampleOf(input, context);
  const [threshold, rule] = [numberField(input, 'threshold'), RULES[textOr(input, 'rule', '>=')] ?? ((score: number, limit: number): boolean => score >= limit)];
  return counted(scores.flatMap((score, row) => (score === null ? [] : [{ truth: outcomes[row] === true, positive: rule(score, threshold) }])));
}

/** Accuracy and its relatives from four cells, from two columns, or from a score and a threshold. */
export const adapter: MethodAdapter = { method: 'diagnostic_2x2', run: (input, context) => ok(twoByTwoFields(cellsOf(input, context), numberOr(input, 'level', 0.95))) };
