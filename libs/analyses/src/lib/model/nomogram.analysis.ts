import { ok, refuse, type Result } from '@echocohort/kernel';
import { firthEquation, nomogram } from '@echocohort/statistics';
import type { NomogramResult } from '../results/model.schema.ts';
import { SCORE } from './fit-table.ts';
import type { FittedLbc } from './lbc.analysis.ts';

/** The nomogram of Model-LBC as rms lays it out, with the equation beside it: risk and interval are computed, not read off. */
export function nomogramAnalysis(lbc: Result<FittedLbc>, model: string): Result<NomogramResult> {
  if (!lbc.ok) return lbc;
  const { result, table, model: fit } = lbc.value;
  const penalised = result.fit.method === 'logistic-firth';
  const chart = nomogram(result.fit.formula, table.table, { order: table.order }, penalised ? firthEquation : undefined);
  if (!chart.ok) return chart;
  if (result.equation === null) return refuse({ code: 'not-estimable', detail: 'Model-LBC has no equation.' });
  const { axes, pointsPerUnit, predictorAtZero, totalTicks, predictorTicks, riskTicks } = chart.value;
  return ok({
    method: 'nomogram', reference: 'rms::nomogram', source: [...result.fit.source], unit: 'lesion', model, inputs: result.inputs,
    axes: axes.map(({ variable, ticks, lowest, highest }) => {
      const own = table.variableOf(variable);
      const level = (value: number | string) => own?.levels.find(({ code }) => code === String(value))?.label ?? { zh: String(value), en: String(value) };
      return { input: own?.code ?? SCORE, label: table.labelOf(variable), ticks: ticks.map(({ value, points }) => ({ value, label: level(value), points })), lowest, highest };
    }),
    pointsPerUnit, predictorAtZero, totalTicks: [...totalTicks], predictorTicks: [...predictorTicks], riskTicks: [...riskTicks], equation: result.equation, n: fit.n, events: fit.events,
    ids: result.fit.ids, warnings: [...result.fit.warnings],
  });
}
