import { ok, type Result } from '@echocohort/kernel';
import type { DataTable } from '../table/data-table.ts';
import { logisticRegression, type LogisticModel, type LogisticOptions } from './logistic-model.ts';
import { termTests, type TermTest } from './term-tests.method.ts';

/** One candidate alone, with the p that decides. */
export interface Candidate {
  readonly variable: string;
  readonly model: LogisticModel;
  readonly test: TermTest;
}

/** Univariable screening, then one model of the survivors. */
export interface Screening {
  readonly univariable: readonly Candidate[];
  readonly keptByLikelihoodRatio: readonly string[];
  readonly keptByWald: readonly string[];
  /** Null where nothing survived. */
  readonly multivariable: LogisticModel | null;
  readonly warnings: readonly string[];
}

/** The paper's path (section 3.2): one model a candidate, those with a likelihood ratio p below alpha together. */
export function screenThenFit(outcome: string, candidates: readonly string[], table: DataTable, { alpha = 0.05, ...options }: LogisticOptions & { readonly alpha?: number } = {}): Result<Screening> {
  const univariable: Candidate[] = [];
  for (const variable of candidates) {
    const model = logisticRegression(`${outcome} ~ ${variable}`, table, options);
    if (!model.ok) return model;
    const [test] = termTests(model.value);
    if (test !== undefined) univariable.push({ variable, model: model.value, test });
  }
  const below = (p: number | null | undefined): boolean => p !== null && p !== undefined && p < alpha;
  const names = (kept: readonly Candidate[]): string[] => kept.map(({ variable }) => variable);
  const keptByLikelihoodRatio = names(univariable.filter(({ model }) => below(model.likelihoodRatio.p)));
  const multivariable = keptByLikelihoodRatio.length === 0 ? null : logisticRegression(`${outcome} ~ ${keptByLikelihoodRatio.join(' + ')}`, table, options);
  if (multivariable && !multivariable.ok) return multivariable;
  return ok({
    univariable, keptByLikelihoodRatio, keptByWald: names(univariable.filter(({ test }) => below(test.wald?.p))), multivariable: multivariable?.value ?? null,
    warnings: ['screened: coefficients that were chosen by their p values are too large on average (TRIPOD+AI advises against it); show the full model beside this one'],
  });
}
