import { ok, refuse, type Result } from '@echocohort/kernel';
import type { FourCells } from './classification.method.ts';

/** Predictive values carried to another prevalence by Bayes' rule. */
export interface ReweightedPredictiveValues {
  readonly method: 'reweighted-predictive-values';
  readonly prevalence: number;
  readonly ppv: number | null;
  readonly npv: number | null;
}

/** PPV and NPV hold at the study's prevalence only: what the same sensitivity and specificity give at a stated one. */
export function reweightedPredictiveValues({ truePositive, falsePositive, trueNegative, falseNegative }: FourCells, prevalence: number): Result<ReweightedPredictiveValues> {
  if (!(prevalence >= 0 && prevalence <= 1)) return refuse({ code: 'prevalence-invalid', detail: 'The prevalence must lie between 0 and 1.' });
  const [events, others] = [truePositive + falseNegative, trueNegative + falsePositive];
  if (events === 0 || others === 0) return refuse({ code: 'one-class', detail: 'Sensitivity or specificity has no denominator, so predictive values cannot be carried to another prevalence.' });
  const [sensitivity, specificity] = [truePositive / events, trueNegative / others];
  const share = (hit: number, miss: number): number | null => (hit + miss === 0 ? null : hit / (hit + miss));
  return ok({
    method: 'reweighted-predictive-values', prevalence,
    ppv: share(sensitivity * prevalence, (1 - specificity) * (1 - prevalence)),
    npv: share(specificity * (1 - prevalence), (1 - sensitivity) * prevalence),
  });
}
