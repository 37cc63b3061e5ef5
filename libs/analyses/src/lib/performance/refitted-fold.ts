import type { LogisticModel } from '@echocohort/statistics';
import { lbcEquation, lbcScores, modelInputs, type FittedLbc } from '../model/lbc.analysis.ts';
import type { FitTable } from '../model/fit-table.ts';
import type { StudyLesion } from '../study/read-study.ts';
import type { FoldScores } from './robustness.analysis.ts';

/** The probabilities that a fold's fit gives to the lesions kept from it and to the external set. */
export function refittedFold(fold: number, model: LogisticModel, table: FitTable, { base, factors }: FittedLbc, heldOut: readonly StudyLesion[], external: readonly StudyLesion[]): FoldScores {
  const inputs = modelInputs(base, factors, model.design.rows.flatMap((row) => table.lesions[row] ?? []));
  const equation = lbcEquation(model, table);
  return { fold, heldOut: lbcScores({ equation, inputs }, base, heldOut), external: lbcScores({ equation, inputs }, base, external) };
}
