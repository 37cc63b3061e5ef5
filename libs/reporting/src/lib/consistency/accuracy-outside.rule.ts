import { halfUnit, type Finding, type PrintedPaper } from './printed-paper.ts';

/** Accuracy of the same cases is a weighted mean of sensitivity and specificity: it cannot lie outside them, also after rounding. */
function outside(where: string, accuracy: number, sensitivity: number, specificity: number): Finding[] {
  const printed = { accuracy, sensitivity, specificity };
  const half = halfUnit(Object.values(printed));
  const range = [Math.min(sensitivity, specificity), Math.max(sensitivity, specificity)] as const;
  // Rounding keeps order: what lies between two numbers is rounded to between what they are rounded to. A whole unit apart is too far.
  const gap = Math.max(range[0] - accuracy, accuracy - range[1]);
  return gap > half ? [{ rule: 'accuracy-outside', where, printed, implied: { accuracy_range: range }, note: 'Accuracy is a weighted mean of sensitivity and specificity.' }] : [];
}

/** Accuracies of the text and of Table 2 that lie outside sensitivity and specificity. */
export function accuracyOutside({ claims = [], table2 = {} }: PrintedPaper): Finding[] {
  const said = claims.flatMap((claim) => (claim.kind === 'accuracy' && claim.same_cases !== false ? outside(`claims/${claim.id}`, claim.accuracy, claim.sensitivity, claim.specificity) : []));
  const cells = Object.entries(table2).flatMap(([stratum, cohorts]) => Object.entries(cohorts).flatMap(([cohort, { acc, se, sp }]) => outside(`table2/${stratum}/${cohort}`, acc.est, se.est, sp.est)));
  return [...said, ...cells];
}
