import { halfUnit, type Finding, type PrintedPaper } from './printed-paper.ts';
import { cohortsOf, solutionsOf, type CellCounts } from './whole-counts.ts';

function pooled(counts: readonly CellCounts[]): { accuracy: number; sensitivity: number; specificity: number } {
  const sum = (of: (cell: CellCounts) => number): number => counts.reduce((total, cell) => total + of(cell), 0);
  const [ill, hits, well, rights] = [sum((cell) => cell.malignant), sum((cell) => cell.truePositives), sum((cell) => cell.benign), sum((cell) => cell.trueNegatives)];
  return { accuracy: (hits + rights) / (ill + well), sensitivity: hits / ill, specificity: rights / well };
}

/** Accuracies of the text that no whole numbers behind Table 2 give. */
export function textVersusTable2(paper: PrintedPaper): Finding[] {
  const cohorts = cohortsOf(paper);
  return (paper.claims ?? []).flatMap((claim): Finding[] => {
    if (claim.kind !== 'accuracy' || claim.compare_with === undefined) return [];
    const cohort = cohorts.find(({ cohort: name }) => `table2/${name}` === claim.compare_with);
    const [first, ...others] = cohort === undefined ? [] : solutionsOf(cohort).map(pooled);
    if (first === undefined) return [];
    const printed = { accuracy: claim.accuracy, sensitivity: claim.sensitivity, specificity: claim.specificity };
    const half = halfUnit(Object.values(printed));
    const agrees = [first, ...others].some((one) => Math.abs(one.accuracy - printed.accuracy) <= half && Math.abs(one.sensitivity - printed.sensitivity) <= half && Math.abs(one.specificity - printed.specificity) <= half);
    return agrees ? [] : [{ rule: 'text-versus-table2', where: `claims/${claim.id}`, printed, implied: first, note: `What the counts behind ${claim.compare_with} give over all strata.` }];
  });
}
