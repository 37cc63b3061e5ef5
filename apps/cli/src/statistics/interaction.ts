import { ok, type Result } from '@echocohort/kernel';
import { columnsRead, logisticRegression, nestedModels, parseFormula } from '@echocohort/statistics';
import { valueOf, type CaseContext, type Fields } from './adapter.ts';
import { tableOf } from './columns.ts';
import { withDerived } from './derived-columns.ts';
import { textField } from './input.ts';
import { levelOrderOf } from './level-order.ts';

/** Likelihood-ratio test of two nested logistic models. */
export function interactionTest(input: Fields, context: CaseContext): Result<unknown> {
  const plain = tableOf(input, context);
  const options = { order: levelOrderOf(input, context) };
  const names = ['formula0', 'formula1'].flatMap((name) => {
    const parsed = valueOf(parseFormula(textField(input, name), [...plain.columns.keys()]));
    return [parsed.response, ...parsed.variables].flatMap(columnsRead);
  });
  const table = withDerived(plain, names, input, context);
  const [smaller, larger] = [logisticRegression(textField(input, 'formula0'), table, options), logisticRegression(textField(input, 'formula1'), table, options)];
  const { chiSquare, degreesOfFreedom, p } = valueOf(nestedModels(valueOf(smaller), valueOf(larger)));
  return ok({ chisq: chiSquare, df: degreesOfFreedom, p });
}
