import { ok } from '@echocohort/kernel';
import { adjustP, aucDelong, aucInterval, delongPaired, equalAreasOfOneSample, equalAreasOfSeparateSamples } from '@echocohort/statistics';
import { CaseUnreadable, valueOf, type CaseContext, type Fields, type MethodAdapter } from './adapter.ts';
import { columnOf, numbersOf, orderedLevels, sampleOf, tableOf, textsOf, type Sample } from './columns.ts';
import { textField, textsField } from './input.ts';
import { aucFields, unpairedFields } from './roc-fields.ts';

const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const label = (text: string): string | number => (Number.isFinite(Number(text)) ? Number(text) : text);

/** Disjoint validation folds: unpaired comparisons. */
function folds(input: Fields, context: CaseContext): Fields {
  const whole = sampleOf(input, context);
  const fold = textsOf(tableOf(input, context), textField(input, 'fold'));
  const samples = orderedLevels(fold).map((level) => {
    const rows = fold.flatMap((value, row) => (value === level && whole.scores[row] !== null ? [row] : []));
    const sample: Sample = { outcomes: rows.map((row) => whole.outcomes[row] === true), scores: rows.map((row) => whole.scores[row] ?? null), direction: whole.direction };
    return { level, sample, area: valueOf(aucDelong(sample.outcomes, sample.scores, sample)) };
  });
  const areas = samples.map(({ area }) => area.auc);
  const mean = areas.reduce((sum, area) => sum + area, 0) / areas.length;
  const pairs = samples.flatMap((one, index) => samples.slice(index + 1).map((two): Fields => ({ pair: [label(one.level), label(two.level)], ...valueOf(unpairedFields(one.sample, two.sample, 'two.sided')) })));
  const overall = equalAreasOfSeparateSamples(samples.map(({ area }) => area));
  return {
    folds: samples.map(({ level, area }) => {
      const { lower, upper } = aucInterval(area.auc, area.standardError);
      return { fold: label(level), n: area.positives + area.negatives, events: area.positives, auc: area.auc, variance: area.variance, ci95: [lower, upper] };
    }),
    mean_auc: mean, sd_auc: Math.sqrt(areas.reduce((sum, area) => sum + (area - mean) ** 2, 0) / (areas.length - 1)),
    pooled_out_of_fold_auc: valueOf(aucDelong(whole.outcomes, whole.scores, whole)).auc, pairs, holm_p_z: adjustP(pairs.map(({ p_z: p }) => numberOrNull(p)), 'holm'),
    homogeneity_chisq: overall.ok ? overall.value.chiSquare : null, homogeneity_df: overall.ok ? overall.value.degreesOfFreedom : null, homogeneity_p: overall.ok ? overall.value.p : null,
  };
}

/** Several models on the same lesions: paired comparisons on the rows that have every score. */
function models(input: Fields, context: CaseContext): Fields {
  const table = tableOf(input, context);
  const names = textsField(input, 'models');
  const samples = names.map((_, index) => sampleOf({ ...input, score: names[index] }, context));
  const [first] = samples;
  if (!first) throw new CaseUnreadable('the case names no models');
  const rows = Array.from({ length: table.length }, (_, row) => row).filter((row) => samples.every(({ scores }) => scores[row] !== null));
  const outcomes = rows.map((row) => first.outcomes[row] === true);
  const scores = samples.map((sample) => rows.map((row) => (sample.direction === 'higher' ? 1 : -1) * (sample.scores[row] ?? NaN)));
  const overall = valueOf(equalAreasOfOneSample(outcomes, scores));
  const pairs = scores.flatMap((one, i) => scores.slice(i + 1).map((two, j) => {
    const { difference, z, p } = valueOf(delongPaired(outcomes, one, two));
    return { pair: [i + 1, i + j + 2], difference, z, p };
  }));
  return {
    aucs: overall.areas, covariance: overall.covariance, pairs, holm_p: adjustP(pairs.map(({ p }) => p), 'holm'),
    overall_chisq: overall.chiSquare, overall_df: overall.degreesOfFreedom, overall_p: overall.p,
  };
}

/** "k-th patient of each class in file order goes to fold ((k - 1) mod 5) + 1". */
function assignment(input: Fields, context: CaseContext): Fields {
  const table = tableOf(input, context);
  const outcome = columnOf(table, textField(input, 'outcome')).map(String);
  const events = numbersOf(table, textField(input, 'outcome'));
  const among = Number(/mod (\d+)/.exec(context.call)?.[1] ?? 5);
  const seen = new Map<string, number>();
  const fold = outcome.map((value) => {
    const before = seen.get(value) ?? 0;
    seen.set(value, before + 1);
    return (before % among) + 1;
  });
  const total = (of: (row: number) => number): Fields => Object.fromEntries(Array.from({ length: among }, (_, index) => [String(index + 1), fold.reduce((sum, value, row) => (value === index + 1 ? sum + of(row) : sum), 0)]));
  return { fold, size: total(() => 1), events: total((row) => events[row] ?? 0) };
}

/** Folds, models of folds on one cohort, their mean, or the assignment. */
export const adapter: MethodAdapter = {
  method: 'cross_validation',
  run(input, context) {
    if (input.fold !== undefined) return ok(folds(input, context));
    if (input.models !== undefined) return ok(models(input, context));
    return input.score === undefined ? ok(assignment(input, context)) : aucFields(sampleOf(input, context), [0.95]);
  },
};
