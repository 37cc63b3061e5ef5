import { chiSquareUpperTail } from '../distributions/chi-square.ts';
import { quadraticForm } from '../linear-algebra/positive-definite.ts';
import { iterate } from './iterations.ts';
import { fittingData, type LogisticModel } from './logistic-model.ts';

/** The tests of one term, with as many degrees of freedom as it has coefficients. */
export interface TermTest {
  readonly term: string;
  readonly degreesOfFreedom: number;
  readonly wald: { readonly chiSquare: number; readonly p: number } | null;
  /** Null where a term of higher order contains this one: without it the other would mean something else. */
  readonly likelihoodRatio: { readonly chiSquare: number; readonly p: number } | null;
}

/** Wald and likelihood ratio tests of every term given all others: one p for a factor, not one for each level. */
export function termTests(model: LogisticModel): TermTest[] {
  const { design, kept, covariance, coefficients } = model;
  const { data } = fittingData(design);
  const owner = kept.map((place) => design.columns[place]?.term ?? -1);
  return design.formula.terms.map(({ label, variables }, term) => {
    const own = [...owner.keys()].filter((at) => owner[at] === term);
    const degreesOfFreedom = own.length;
    const form = quadraticForm(own.map((a) => own.map((b) => covariance[a]?.[b] ?? NaN)), own.map((at) => coefficients[at]?.estimate ?? NaN));
    const contained = design.formula.terms.some((other, at) => at !== term && variables.every((place) => other.variables.includes(place)));
    const tested = (chiSquare: number): { chiSquare: number; p: number } => ({ chiSquare, p: chiSquareUpperTail(Math.max(0, chiSquare), degreesOfFreedom) });
    const without = contained || degreesOfFreedom === 0 ? null : iterate({ ...data, columns: data.columns.filter((_, at) => owner[at] !== term) }).deviance - model.deviance;
    return { term: label, degreesOfFreedom, wald: form === null || degreesOfFreedom === 0 ? null : tested(form), likelihoodRatio: without === null ? null : tested(without) };
  });
}
