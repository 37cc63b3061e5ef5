import type { AnalysisReport } from '../results/report.schema.ts';
import { guarded, type Check, type Guard } from './guard.ts';

const ROUNDING = 1e-12;

function* checksOf({ results: { decisionCurve } }: AnalysisReport): Generator<Check> {
  if (decisionCurve.status !== 'done') return;
  for (const { group, n, events, prevalence, treatAll, models } of decisionCurve.value.sets) {
    if (prevalence === null) continue;
    yield { where: `decisionCurve.${group}`, holds: Math.abs(prevalence - events / n) <= ROUNDING, detail: 'The prevalence is not that of the lesions counted.' };
    const all = new Map(treatAll.map(({ threshold, netBenefit }) => [threshold, netBenefit]));
    for (const [threshold, netBenefit] of all) {
      const expected = prevalence - ((1 - prevalence) * threshold) / (1 - threshold);
      yield { where: `decisionCurve.${group}.treatAll`, holds: Math.abs(netBenefit - expected) <= ROUNDING, detail: `Treating all has a net benefit of ${expected} at ${threshold}, not ${netBenefit}.` };
    }
    for (const { model, points } of models) {
      for (const { threshold, netBenefit, againstTreatAll } of points) {
        const where = `decisionCurve.${group}.${model}`;
        yield { where, holds: netBenefit <= prevalence + ROUNDING, detail: `A net benefit of ${netBenefit} exceeds the prevalence ${prevalence}.` };
        yield { where, holds: Math.abs(netBenefit - (all.get(threshold) ?? NaN) - againstTreatAll) <= ROUNDING, detail: `The difference to treating all at ${threshold} is not what it says.` };
      }
    }
  }
}

/** Net benefit never exceeds the prevalence, and stands against treating all in the same set (the paper's 0.809 exceeds both). */
export const netBenefitBound: Guard = { name: 'net-benefit-bound', check: (report) => guarded(checksOf(report)) };
