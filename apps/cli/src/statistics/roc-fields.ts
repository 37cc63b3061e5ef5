import { ok, type Result } from '@echocohort/kernel';
import { aucDelong, aucInterval, delongUnpaired, type UnpairedAucTest } from '@echocohort/statistics';
import { valueOf } from './adapter.ts';
import type { Sample } from './columns.ts';

/** The area with its intervals under the names of the case files. */
export function aucFields({ outcomes, scores, direction }: Sample, levels: readonly number[] = [0.9, 0.95, 0.99]): Result<Readonly<Record<string, unknown>>> {
  const found = aucDelong(outcomes, scores, { direction });
  if (!found.ok) return found;
  const { auc, standardError, ...rest } = found.value;
  const bounds = (level: number, form: 'cut' | 'uncut' | 'logit'): { lower: number | null; upper: number | null } => {
    const { lower, upper } = aucInterval(auc, standardError, level, form);
    return { lower, upper };
  };
  return ok({
    auc, n_positive: rest.positives, n_negative: rest.negatives, n_missing_dropped: rest.dropped, delong_variance: rest.variance, delong_se: standardError,
    component_variance: { var_v10: rest.componentVariance.positives, var_v01: rest.componentVariance.negatives },
    ci_delong_truncated: levels.map((level) => ({ level, ...bounds(level, 'cut') })),
    ci95_untruncated: bounds(0.95, 'uncut'), ci95_logit: bounds(0.95, 'logit'), z_vs_half: rest.z, p_vs_half: rest.p, warnings: rest.warnings,
  });
}

/** The alternative as R and the platform name it. */
export const alternativeOf = (value: unknown): 'two-sided' | 'greater' | 'less' => (value === 'greater' || value === 'less' ? value : 'two-sided');
export const alternativeName = (value: 'two-sided' | 'greater' | 'less'): string => (value === 'two-sided' ? 'two.sided' : value);

/** Whether both areas are without variance, so that R's quotient is 0 / 0. */
const sizes = (sample: Sample): { positive: number; negative: number } => {
  const positive = sample.outcomes.filter((outcome, row) => outcome && sample.scores[row] !== null).length;
  return { positive, negative: sample.scores.filter((score) => score !== null).length - positive };
};

/** The unpaired comparison under the names of the case files; where no test is possible, areas and variances stand alone. */
export function unpairedFields(one: Sample, two: Sample, alternative: unknown): Result<Readonly<Record<string, unknown>>> {
  const [first, second] = [valueOf(aucDelong(one.outcomes, one.scores, one)), valueOf(aucDelong(two.outcomes, two.scores, two))];
  const side = alternativeOf(alternative);
  const tested = delongUnpaired(one, two, side);
  const test: Partial<UnpairedAucTest> = tested.ok ? tested.value : {};
  const total = first.variance === null || second.variance === null ? null : first.variance + second.variance;
  const [n1, n2] = [sizes(one), sizes(two)];
  return ok({
    auc1: first.auc, auc2: second.auc, difference: first.auc - second.auc, variance1: first.variance, variance2: second.variance, se_difference: total === null ? null : Math.sqrt(total),
    statistic: test.statistic, df_satterthwaite: test.degreesOfFreedom, df: test.degreesOfFreedom, p_t: test.p, p_z: test.pNormal,
    n1_positive: n1.positive, n1_negative: n1.negative, n2_positive: n2.positive, n2_negative: n2.negative, alternative: alternativeName(side),
  });
}
