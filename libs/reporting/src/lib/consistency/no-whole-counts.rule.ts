import type { Finding, PrintedPaper } from './printed-paper.ts';
import { alonePossible, jointlyPossible } from './stratum-sizes.ts';
import { cohortsOf, MOST_SOLUTIONS, solutionsOf } from './whole-counts.ts';

/** Few sets of whole numbers give back the cohort: the table says what they are. */
const isDetermined = (solutions: number): boolean => solutions > 0 && solutions < MOST_SOLUTIONS;

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
  if (impossible.length === 0 && (!complete || jointlyPossible(cohorts, strata, room))) return [];
  // The totals of the strata tie the cohorts together: with one that is impossible, those that the table leaves open cannot be right either.
  const open = cohorts.filter((cohort) => !isDetermined(solutionsOf(cohort).length));
  const tied = complete ? cohorts.filter((cohort) => impossible.includes(cohort) || open.includes(cohort)) : impossible;
  const blamed = tied.length > 0 ? tied : cohorts;
  return [{ rule: 'no-whole-counts', where: `table2/${blamed.map(({ cohort }) => cohort).join('+')}`, printed: null, implied: null, note: 'No whole numbers give back the cells of every stratum and add up to the lesions of the cohorts and strata.' }];
}
