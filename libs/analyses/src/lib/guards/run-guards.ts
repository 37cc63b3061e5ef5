import { ok, refuse, type Result } from '@echocohort/kernel';
import type { AnalysisReport } from '../results/report.schema.ts';
import { accuracyBetween } from './accuracy-between.guard.ts';
import { countsAddUp } from './counts-add-up.guard.ts';
import { cutOffFromTraining } from './cut-off-from-training.guard.ts';
import { finiteNumbers } from './finite-numbers.guard.ts';
import type { Guard } from './guard.ts';
import { netBenefitBound } from './net-benefit-bound.guard.ts';
import { pShown } from './p-shown.guard.ts';
import { unitStated } from './unit-stated.guard.ts';

/** The guards of every export, each a rule that the printed paper breaks or could break. */
export const GUARDS: readonly Guard[] = [finiteNumbers, countsAddUp, accuracyBetween, netBenefitBound, unitStated, pShown, cutOffFromTraining];

/** Runs every guard over a report. A violation is a refusal that names guard and place: such a report leaves nobody's hands. */
export function runGuards(report: AnalysisReport): Result<AnalysisReport['guards']> {
  const records: { guard: string; checked: number }[] = [];
  for (const guard of GUARDS) {
    const { checked, broken } = guard.check(report);
    if (broken) return refuse({ code: `guard-${guard.name}`, detail: `${broken.where}: ${broken.detail}`, facts: { guard: guard.name, where: broken.where } });
    records.push({ guard: guard.name, checked });
  }
  return ok(records);
}
