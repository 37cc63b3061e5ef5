import { halfUnit, type Finding, type PrintedCell, type PrintedPaper } from './printed-paper.ts';
import { cohortsOf, solutionsOf, type CellCounts } from './whole-counts.ts';

function pooled(counts: readonly CellCounts[]): { accuracy: number; sensitivity: number; specificity: number } {
  const sum = (of: (cell: CellCounts) => number): number => counts.reduce((total, cell) => total + of(cell), 0);
  const [ill, hits, well, rights] = [sum((cell) => cell.malignant), sum((cell) => cell.truePositives), sum((cell) => cell.benign), sum((cell) => cell.trueNegatives)];
  return { accuracy: (hits + rights) / (ill + well), sensitivity: hits / ill, specificity: rights / well };
}

type Rates = ReturnType<typeof pooled>;
const NAMES = ['accuracy', 'sensitivity', 'specificity'] as const;

/** A rate over all strata lies between those of the strata, each as far as rounding lets it. */
function between(cells: readonly PrintedCell[], room: number): Readonly<Record<keyof Rates, readonly [number, number]>> {
  const range = (of: (cell: PrintedCell) => number): readonly [number, number] => [Math.min(...cells.map(of)) - room, Math.max(...cells.map(of)) + room];
  return { accuracy: range(({ acc }) => acc.est), sensitivity: range(({ se }) => se.est), specificity: range(({ sp }) => sp.est) };
}

/** Accuracies of the text that no whole numbers behind Table 2 give. Where the table leaves too much open, those outside what any numbers give. */
export function textVersusTable2(paper: PrintedPaper): Finding[] {
  const cohorts = cohortsOf(paper);
  return (paper.claims ?? []).flatMap((claim): Finding[] => {
    if (claim.kind !== 'accuracy' || claim.compare_with === undefined) return [];
    const cohort = cohorts.find(({ cohort: name }) => `table2/${name}` === claim.compare_with);
    if (cohort === undefined) return [];
    const printed = { accuracy: claim.accuracy, sensitivity: claim.sensitivity, specificity: claim.specificity };
    const half = halfUnit(Object.values(printed));
    const { found, complete } = solutionsOf(cohort);
    const rates = found.map(pooled);
    const range = between(cohort.cells, cohort.room);
    const [first] = rates;
    const agrees = complete
      ? rates.length === 0 || rates.some((one) => NAMES.every((name) => Math.abs(one[name] - printed[name]) <= half))
      : NAMES.every((name) => printed[name] + half >= range[name][0] && printed[name] - half <= range[name][1]);
    return agrees ? [] : [{ rule: 'text-versus-table2', where: `claims/${claim.id}`, printed, implied: complete ? first : range, note: `What the counts behind ${claim.compare_with} give over all strata.` }];
  });
}
