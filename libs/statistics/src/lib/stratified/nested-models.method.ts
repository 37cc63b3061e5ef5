import { ok, refuse, type Result } from '@echocohort/kernel';
import { chiSquareUpperTail } from '../distributions/chi-square.ts';
import type { LogisticModel } from '../logistic/logistic-model.ts';

/** What a larger model explains beyond a smaller one that it contains. */
export interface NestedModels {
  readonly method: 'likelihood-ratio';
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
}

/**
 * Likelihood-ratio test of two nested fits. With an interaction as the difference it is the right test of "does the effect differ
 * between strata". Both fits must rest on the same rows.
 */
export function nestedModels(smaller: LogisticModel, larger: LogisticModel): Result<NestedModels> {
  const [rows, others] = [smaller.design.rows, larger.design.rows];
  if (rows.length !== others.length || rows.some((row, index) => row !== others[index])) return refuse({ code: 'rows-differ', detail: 'The models rest on different rows, since one of them has more missing values; fit both to the complete rows.' });
  const degreesOfFreedom = smaller.residualDegreesOfFreedom - larger.residualDegreesOfFreedom;
  if (degreesOfFreedom <= 0) return refuse({ code: 'not-nested', detail: 'The second model has no more coefficients than the first.' });
  const chiSquare = Math.max(0, smaller.deviance - larger.deviance);
  return ok({ method: 'likelihood-ratio', chiSquare, degreesOfFreedom, p: chiSquareUpperTail(chiSquare, degreesOfFreedom) });
}
