import { ok, refuse, type Result } from '@echocohort/kernel';
import { designMatrix, firthRisk, parseFormula, type Design } from '@echocohort/statistics';
import type { StudyRecords } from '../records.ts';
import type { AnalysisReport } from '../results/report.schema.ts';
import { readStudy } from '../study/read-study.ts';
import { scoredModels } from '../study/scored-models.ts';
import { fitTable, type FitTable } from './fit-table.ts';
import { baseModel, termInput } from './lbc.analysis.ts';
import { patientValues, readNomogram, termValues, type PatientValues } from './read-nomogram.ts';

/** A patient's risk by Model-LBC, with limits by the penalised likelihood. */
export interface RecordedRisk {
  readonly probability: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
}

const differs: Result<never> = refuse({ code: 'records-differ', detail: 'The records are not those that the model was fitted to.' });

/** The very rows that the model was fitted to, from the records; refused where they are not what the result says. */
function fittedRows(records: StudyRecords, { results, idSets }: AnalysisReport): Result<{ design: Design; table: FitTable }> {
  if (results.lbc.status === 'refused') return refuse(results.lbc.refusal);
  const { fit, inputs } = results.lbc.value;
  const table = readStudy(records);
  if (!table.ok) return table;
  const models = scoredModels(records.models, table.value);
  if (!models.ok) return models;
  const base = baseModel(models.value);
  const used = new Set(idSets[fit.ids]?.ids);
  if (!base) return differs;
  const named = new Set(inputs.map(({ name }) => name));
  const own = fitTable(table.value.lesions.filter(({ lesion }) => used.has(lesion)), table.value.variables.filter(({ code }) => named.has(code)), { of: base.scores, label: base.label });
  const formula = parseFormula(fit.formula);
  const design = formula.ok ? designMatrix(formula.value, own.table, { order: own.order }) : formula;
  if (!design.ok) return design;
  const { rows, response } = design.value;
  return rows.length === fit.n && response.reduce((sum, y) => sum + y, 0) === fit.events ? ok({ design: design.value, table: own }) : differs;
}

/** Whether the interval of a risk can only be had with the records: after Firth's fit. */
export const needsRecords = ({ results }: Pick<AnalysisReport, 'results'>): boolean => results.lbc.status === 'done' && results.lbc.value.fit.method === 'logistic-firth';

/**
 * A patient's risk by Firth's fit with limits by the penalised likelihood, for which the records are needed that the model was fitted to: a
 * stored result holds the equation alone, and Wald's interval from it reaches too far on one side. Only training's outcomes are looked at.
 */
export function riskFromRecords(report: AnalysisReport, patient: PatientValues, records: StudyRecords): Result<RecordedRisk> {
  const { nomogram } = report.results;
  if (nomogram.status === 'refused') return refuse(nomogram.refusal);
  const read = readNomogram(nomogram.value, patient);
  if (!read.ok) return read;
  const checked = patientValues(nomogram.value.inputs, patient);
  if (!checked.ok) return checked;
  const fitted = fittedRows(records, report);
  if (!fitted.ok) return fitted;
  const { design, table } = fitted.value;
  const at = termValues({ terms: design.columns.map(({ name }) => termInput(design, name, table)) }, checked.value.values);
  const risk = firthRisk(design, at, nomogram.value.equation.level);
  if (!risk.ok) return risk;
  const { probability, interval } = risk.value;
  return Math.abs(probability - read.value.probability) > 1e-6 ? differs : ok({ probability, ...interval });
}
