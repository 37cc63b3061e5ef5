import type { Finding, PrintedPaper } from './printed-paper.ts';
import { alonePossible, jointlyPossible } from './stratum-sizes.ts';
import { cohortsOf, solutionsOf, type CohortCells } from './whole-counts.ts';

/** Few sets of whole numbers give back the cohort: the table says what they are. */
const isDetermined = (cohort: CohortCells): boolean => {
  const { found, complete } = solutionsOf(cohort);
  return complete && found.length > 0;
};

/**
 * Cohorts of Table 2 whose accuracies, sensitivities and specificities no whole numbers reproduce that add up to the cohorts' and the
 * strata's totals. Twice the usual rounding is forgiven. Cohorts whose counts the table determines by itself are not to blame.
 */
export function noWholeCounts(paper: PrintedPaper): Finding[] {
  const cohorts = cohortsOf(paper);
  if (cohorts.length === 0) return [];
  const room = 2 * (cohorts[0]?.room ?? 0);
  const totals = Object.keys(paper.table2 ?? {}).map((stratum) => paper.table2_stratum_totals?.[stratum]);
  const strata = totals.filter((total) => total !== undefined);
  const impossible = cohorts.filter((cohort) => !alonePossible(cohort, room));
  const complete = strata.length === totals.length && strata.reduce((sum, size) => sum + size, 0) === cohorts.reduce((sum, { malignant, benign }) => sum + malignant + benign, 0);
  const everyCohort = cohorts.length === new Set(Object.values(paper.table2 ?? {}).flatMap((stratum) => Object.keys(stratum))).size;
  if (impossible.length === 0 && !complete && everyCohort && strata.length === totals.length) {
    return [{ rule: 'no-whole-counts', where: 'table2_stratum_totals', printed: strata.reduce((sum, size) => sum + size, 0), implied: cohorts.reduce((sum, { malignant, benign }) => sum + malignant + benign, 0), note: 'The strata do not add up to the lesions of the cohorts.' }];
  }
  if (impossible.length === 0 && (!complete || jointlyPossible(cohorts, strata, room))) return [];
  // To blame are the cohorts that no whole numbers give back as printed; where each could be by itself, those that the table leaves open.
  const wrong = cohorts.filter((cohort) => !alonePossible(cohort, cohort.room));
  const open = cohorts.filter((cohort) => !isDetermined(cohort));
  const blamed = wrong.length > 0 ? wrong : open.length > 0 ? open : cohorts;
  return [{ rule: 'no-whole-counts', where: `table2/${blamed.map(({ cohort }) => cohort).join('+')}`, printed: null, implied: null, note: 'No whole numbers give back the cells of every stratum and add up to the lesions of the cohorts and strata.' }];
}
