import { ok, type Result } from '@echocohort/kernel';
import { decisionCurve, treatAllBenefit, type DecisionCurve } from '@echocohort/statistics';
import { valueOf, type CaseContext, type Fields, type MethodAdapter } from './adapter.ts';
import { isFields, listFrom, numberField, numberFrom, presentNumbers, textsField } from './input.ts';
import { probabilitiesOf, probabilityTable } from './probability-columns.ts';

const pointFields = ({ points }: DecisionCurve): Fields[] =>
  points.map((point) => ({
    threshold: point.threshold, true_positive_rate: point.truePositives, false_positive_rate: point.falsePositives, net_benefit: point.netBenefit, net_benefit_all: point.treatAll,
    net_benefit_none: point.treatNone, standardized: point.standardised, interventions_avoided: point.interventionsAvoided,
  }));

/** Treating everyone in cohorts of which only the numbers with and without the outcome are known. */
function treatAll(cohorts: Fields, threshold: number): Fields {
  return Object.fromEntries(Object.entries(cohorts).map(([name, counts]) => {
    const [ill = 0, well = 0] = listFrom(counts).map((count) => numberFrom(count) ?? NaN);
    const prevalence = ill / (ill + well);
    return [name, { prevalence_is_the_upper_bound: prevalence, net_benefit_all: treatAllBenefit(prevalence, threshold) }];
  }));
}

function curves(input: Fields, context: CaseContext): Result<unknown> {
  const { table, outcome } = probabilityTable(input, context);
  const models = input.models === undefined ? ['p'] : textsField(input, 'models');
  const prevalence = numberFrom(input.prevalence);
  const found = models.map((model): [string, DecisionCurve] => [
    table.columns.has(model) ? model : models.length === 1 ? 'model' : model,
    valueOf(decisionCurve(probabilitiesOf(table, outcome, model), presentNumbers(input, 'thresholds'), prevalence === null ? {} : { prevalence })),
  ]);
  const [first] = found.map(([, curve]) => curve);
  return ok({ n: first?.n, events: first?.events, prevalence: first?.prevalence, curves: Object.fromEntries(found.map(([name, curve]) => [name, pointFields(curve)])) });
}

/** Decision curves. */
export const adapter: MethodAdapter = {
  method: 'decision_curve',
  run(input, context) {
    return isFields(input.cohorts) ? ok(treatAll(input.cohorts, numberField(input, 'threshold'))) : curves(input, context);
  },
};
