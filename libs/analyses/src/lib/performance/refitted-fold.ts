import { ok, type Result } from '@echocohort/kernel';
import { designMatrix, firthEquation, fitLogistic, parseFormula, type FittedLogistic } from '@echocohort/statistics';
import { lbcEquation, lbcScores, modelInputs, type FittedLbc } from '../model/lbc.analysis.ts';
import type { FitTable } from '../model/fit-table.ts';
import type { StudyLesion } from '../study/read-study.ts';
import type { FoldScores } from './robustness.analysis.ts';

/** A fold's fit: by maximum likelihood, or by Firth's where that does not exist. */
export function foldEquation(formula: string, { table, order }: FitTable): Result<FittedLogistic> {
  const read = parseFormula(formula);
  const design = read.ok ? designMatrix(read.value, table, { order }) : read;
  if (!design.ok) return design;
  const fit = fitLogistic(design.value);
  if (fit.ok || !['separation', 'not-converged'].includes(fit.refusal.code)) return fit;
  const penalised = firthEquation(design.value);
  return penalised.ok ? ok(penalised.value) : fit;
}

/** The probabilities that a fold's fit gives to the lesions kept from it and to the external set. */
export function refittedFold(fold: number, model: FittedLogistic, table: FitTable, { base, factors }: FittedLbc, heldOut: readonly StudyLesion[], external: readonly StudyLesion[]): FoldScores {
  const inputs = modelInputs(base, factors, model.design.rows.flatMap((row) => table.lesions[row] ?? []));
  const equation = lbcEquation(model, table);
  return { fold, heldOut: lbcScores({ equation, inputs }, base, heldOut), external: lbcScores({ equation, inputs }, base, external) };
}
