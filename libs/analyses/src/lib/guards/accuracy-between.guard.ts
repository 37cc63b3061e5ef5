import type { AnalysisReport } from '../results/report.schema.ts';
import { guarded, type Check, type Guard } from './guard.ts';

/** Sums of whole counts divided: equal up to rounding of the last digit. */
const ROUNDING = 1e-12;

function* checksOf({ results: { performance, stratified } }: AnalysisReport): Generator<Check> {
  const cells = [...(performance.status === 'done' ? performance.value.cells : []), ...(stratified.status === 'done' ? stratified.value.variables.flatMap((variable) => variable.cells) : [])];
  for (const { model, group, stratum, accuracy, sensitivity, specificity } of cells) {
    const [a, se, sp] = [accuracy.value, sensitivity.value, specificity.value];
    if (a === null || se === null || sp === null) continue;
    const holds = a >= Math.min(se, sp) - ROUNDING && a <= Math.max(se, sp) + ROUNDING;
    yield { where: `performance.${model}.${group}${stratum ? `.${stratum.code}` : ''}`, holds, detail: `Accuracy ${a} does not lie between sensitivity ${se} and specificity ${sp}.` };
  }
}

/** Accuracy is a weighted mean of sensitivity and specificity, so it lies between them (the paper's 84.7 against 86.5 and 85.5 cannot be). */
export const accuracyBetween: Guard = { name: 'accuracy-between', check: (report) => guarded(checksOf(report)) };
