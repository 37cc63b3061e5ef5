import { ok } from '@echocohort/kernel';
import { delongPaired } from '@echocohort/statistics';
import { valueOf, type MethodAdapter } from './adapter.ts';
import { directionOf, scoresOf } from './columns.ts';
import { alternativeName, alternativeOf } from './roc-fields.ts';

/** Two scores of the same observations. */
export const adapter: MethodAdapter = {
  method: 'delong_paired',
  run(input, context) {
    const { outcomes, scores: [one = [], two = []] } = scoresOf(input, context, ['score1', 'score2']);
    const alternative = alternativeOf(input.alternative);
    const found = valueOf(delongPaired(outcomes, one, two, { direction1: directionOf(input.direction1 ?? input.direction), direction2: directionOf(input.direction2 ?? input.direction), alternative }));
    const spread = Math.sqrt(found.variance1 * found.variance2);
    return ok({
      auc1: found.auc1, auc2: found.auc2, difference: found.difference, variance1: found.variance1, variance2: found.variance2, covariance: found.covariance,
      correlation: spread === 0 ? null : found.covariance / spread, se_difference: found.standardError, z: found.z, p: found.p,
      ci95_difference: [found.interval.lower, found.interval.upper], n_used: found.used, n_positive: found.positives, n_negative: found.negatives, alternative: alternativeName(alternative),
    });
  },
};
