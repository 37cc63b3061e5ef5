import { ok, type Result } from '@echocohort/kernel';
import { logisticRegression, nestedModels } from '@echocohort/statistics';
import { valueOf, type CaseContext, type Fields } from './adapter.ts';
import { tableOf } from './columns.ts';
import { textField } from './input.ts';

/** Likelihood-ratio test of two nested logistic models. */
export function interactionTest(input: Fields, context: CaseContext): Result<unknown> {
  const table = tableOf(input, context);
  const [smaller, larger] = [logisticRegression(textField(input, 'formula0'), table), logisticRegression(textField(input, 'formula1'), table)];
  const { chiSquare, degreesOfFreedom, p } = valueOf(nestedModels(valueOf(smaller), valueOf(larger)));
  return ok({ chisq: chiSquare, df: degreesOfFreedom, p });
}
