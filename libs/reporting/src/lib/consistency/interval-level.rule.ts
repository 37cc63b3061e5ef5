import { agrestiCoull, binomialTails, clopperPearson, cutToUnit, jeffreysInterval, waldInterval, wilsonContinuity, wilsonProportion } from '@echocohort/statistics';
import { type Finding, type PrintedEstimate, type PrintedPaper } from './printed-paper.ts';
import { cohortsOf, solutionsOf, type CellCounts, type CohortCells } from './whole-counts.ts';

/** The share below which a bootstrap of n outcomes falls with this probability: a quantile of the binomial distribution. */
function bootstrapLimit(events: number, n: number, probability: number): number {
  for (let k = 0; k <= n; k++) if (binomialTails(k, n, events / n).lower >= probability) return k / n;
  return 1;
}

/** How many of the two printed limits some usual method gives at this level; the kindest method counts. */
function matches({ lower, upper }: PrintedEstimate, events: number, n: number, level: number, room: number): number {
  const tail = (1 - level) / 2;
  const wilson = wilsonProportion(events, n, level);
  const limits: readonly (readonly [number | null, number | null])[] = [[bootstrapLimit(events, n, tail), bootstrapLimit(events, n, 1 - tail)], [wilson.lower, wilson.upper], ...[clopperPearson, agrestiCoull, jeffreysInterval, waldInterval, wilsonContinuity].map((interval) => {
    const { lower: low, upper: high } = cutToUnit(interval(events, n, level));
    return [low, high] as const;
  })];
  const near = (one: number | null, other: number): number => (one !== null && Math.abs(one - other) <= room ? 1 : 0);
  return Math.max(...limits.map(([low, high]) => near(low, lower) + near(high, upper)));
}

function proportions(cell: CellCounts): { acc: [number, number]; se: [number, number]; sp: [number, number] } {
  return { acc: [cell.truePositives + cell.trueNegatives, cell.malignant + cell.benign], se: [cell.truePositives, cell.malignant], sp: [cell.trueNegatives, cell.benign] };
}

/** How many limits are met at 90 and at 95 %, and how many there are, with one set of counts behind the cohort. */
function met(cohort: CohortCells, counts: readonly CellCounts[]): { readonly ninety: number; readonly ninetyFive: number; readonly limits: number } {
  const rows = cohort.cells.flatMap((cell, stratum) => {
    const found = counts[stratum];
    return found === undefined ? [] : (['acc', 'se', 'sp'] as const).map((name) => ({ printed: cell[name], of: proportions(found)[name], room: cohort.room }));
  }).filter(({ of: [events, n] }) => events > 0 && events < n);
  const at = (level: number): number => rows.reduce((sum, { printed, of: [events, n], room }) => sum + matches(printed, events, n, level, room), 0);
  return { ninety: at(0.9), ninetyFive: at(0.95), limits: 2 * rows.length };
}

/** Sets of counts that are compared with the limits, where the table leaves several. */
const MOST_COMPARED = 50;

/**
 * Cohorts of Table 2 whose limits, said to be of 95 %, are those of 90 %: with every set of counts that the table leaves, more limits of
 * accuracy, sensitivity and specificity are met at 90 % than at 95 %, and more than half of all.
 */
export function intervalLevel(paper: PrintedPaper): Finding[] {
  return cohortsOf(paper).flatMap((cohort): Finding[] => {
    const { found, complete } = solutionsOf(cohort);
    if (!complete || found.length === 0 || found.length > MOST_COMPARED) return [];
    const all = found.map((counts) => met(cohort, counts));
    const [first] = all;
    if (first === undefined || all.some(({ ninety, ninetyFive, limits }) => ninety <= ninetyFive || 2 * ninety <= limits)) return [];
    return [{ rule: 'interval-level', where: `table2/${cohort.cohort}`, printed: { level: 0.95, limits_met: first.ninetyFive }, implied: { level: 0.9, limits_met: first.ninety, limits: first.limits }, note: 'Limits of accuracy, sensitivity and specificity that the counts behind the table give at each level.' }];
  });
}
