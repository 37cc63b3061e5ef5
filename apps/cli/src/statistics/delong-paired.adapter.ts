import { ok, type Result } from '@echocohort/kernel';
import { aucDelong, delongPaired, type PairedAucOptions } from '@echocohort/statistics';
import { valueOf, type MethodAdapter } from './adapter.ts';
import { directionOf, scoresOf } from './columns.ts';
import { alternativeName, alternativeOf } from './roc-fields.ts';

/** Where no test is possible the areas stand alone. */
function areasAlone(outcomes: readonly boolean[], one: readonly (number | null)[], two: readonly (number | null)[], directions: PairedAucOptions, alternative: string): Result<unknown> {
  const rows = outcomes.flatMap((_, row) => ((one[row] ?? null) === null || (two[row] ?? null) === null ? [] : [row]));
  const at = <T>(values: readonly T[], otherwise: T): T[] => rows.map((row) => values[row] ?? otherwise);
  const known = at(outcomes, false);
  const first = valueOf(aucDelong(known, at(one, null), { direction: directions.direction1 }));
  const second = valueOf(aucDelong(known, at(two, null), { direction: directions.direction2 }));
  return ok({ auc1: first.auc, auc2: second.auc, difference: first.auc - second.auc, variance1: first.variance, variance2: second.variance, n_used: rows.length, n_positive: first.positives, n_negative: first.negatives, ci95_difference: [null, null], alternative });
}

/** Two scores of the same observations. */
export const adapter: MethodAdapter = {
  method: 'delong_paired',
  run(input, context) {
    const { outcomes, scores: [one = [], two = []] } = scoresOf(input, context, ['score1', 'score2']);
    const alternative = alternativeOf(input.alternative);
    const [direction1, direction2] = [directionOf(input.direction1 ?? input.direction), directionOf(input.direction2 ?? input.direction)];
    const tested = delongPaired(outcomes, one, two, { direction1, direction2, alternative });
    if (!tested.ok && tested.refusal.code === 'no-variance') return areasAlone(outcomes, one, two, { direction1, direction2 }, alternativeName(alternative));
    const found = valueOf(tested);
    const spread = Math.sqrt(found.variance1 * found.variance2);
    return ok({
      auc1: found.auc1, auc2: found.auc2, difference: found.difference, variance1: found.variance1, variance2: found.variance2, covariance: found.covariance,
      correlation: spread === 0 ? null : found.covariance / spread, se_difference: found.standardError, z: found.z, p: found.p,
      ci95_difference: [found.interval.lower, found.interval.upper], n_used: found.used, n_positive: found.positives, n_negative: found.negatives, alternative: alternativeName(alternative),
    });
  },
};
