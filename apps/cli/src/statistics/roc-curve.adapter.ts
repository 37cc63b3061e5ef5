import { ok } from '@echocohort/kernel';
import { aucDelong, rocCurve } from '@echocohort/statistics';
import { valueOf, type MethodAdapter } from './adapter.ts';
import { sampleOf } from './columns.ts';

/** Points of the ROC curve. */
export const adapter: MethodAdapter = {
  method: 'roc_curve',
  run(input, context) {
    const sample = sampleOf(input, context);
    const { points } = valueOf(rocCurve(sample.outcomes, sample.scores, sample.direction));
    const { auc } = valueOf(aucDelong(sample.outcomes, sample.scores, sample));
    return ok({ auc, threshold: points.map((point) => point.threshold), sensitivity: points.map((point) => point.sensitivity), specificity: points.map((point) => point.specificity) });
  },
};
