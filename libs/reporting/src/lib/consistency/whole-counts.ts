import { halfUnit, type PrintedCell, type PrintedPaper } from './printed-paper.ts';

/** Whole numbers behind one cell of Table 2. */
export interface CellCounts {
  readonly malignant: number;
  readonly truePositives: number;
  readonly benign: number;
  readonly trueNegatives: number;
}

/** One cohort of Table 2: its cells by stratum and its totals. */
export interface CohortCells {
  readonly cohort: string;
  readonly cells: readonly PrintedCell[];
  readonly malignant: number;
  readonly benign: number;
  /** What rounding may hide: half a unit of the last digit that Table 2 shows anywhere. */
  readonly room: number;
}

/** A search stops after so many solutions: more say only that the table does not determine the counts. */
export const MOST_SOLUTIONS = 1000;

/** The cohorts of Table 2 whose totals are known and that have a cell in every stratum. */
export function cohortsOf({ table2 = {}, outcome = {} }: PrintedPaper): CohortCells[] {
  const strata = Object.values(table2);
  const room = halfUnit(strata.flatMap((stratum) => Object.values(stratum).flatMap(({ acc, se, sp }) => [acc, se, sp].flatMap(({ est, lower, upper }) => [est, lower, upper]))));
  const names = [...new Set(strata.flatMap((stratum) => Object.keys(stratum)))];
  return names.flatMap((cohort): CohortCells[] => {
    const totals = outcome[cohort];
    const cells = strata.flatMap((stratum) => stratum[cohort] ?? []);
    return totals === undefined || cells.length < strata.length ? [] : [{ cohort, cells, room, malignant: totals.malignant, benign: totals.benign }];
  });
}

/** Numerators of a share of n within `room` of a printed one. */
function numerators(printed: number, n: number, room: number): number[] {
  const found: number[] = [];
  for (let k = Math.max(0, Math.ceil((printed - room) * n)); k <= Math.min(n, Math.floor((printed + room) * n)); k++) found.push(k);
  return found;
}

/** All whole numbers, up to given totals, that give back one cell. */
export function countsOf({ acc, se, sp }: PrintedCell, malignant: number, benign: number, room: number, most = Infinity): CellCounts[] {
  const found: CellCounts[] = [];
  const rights = Array.from({ length: benign + 1 }, (_, n) => (n === 0 ? [] : numerators(sp.est, n, room)));
  for (let ill = 1; ill <= malignant; ill++) {
    const hits = numerators(se.est, ill, room);
    if (hits.length === 0) continue;
    for (let well = 1; well <= Math.min(benign, most - ill); well++) {
      for (const trueNegatives of rights[well] ?? []) {
        for (const truePositives of hits) {
          if (Math.abs((truePositives + trueNegatives) / (ill + well) - acc.est) <= room) found.push({ malignant: ill, truePositives, benign: well, trueNegatives });
        }
      }
    }
  }
  return found;
}

/** Options that a search may try before it gives up: some seconds. */
const MOST_STEPS = 40_000_000;

/** Sets of whole numbers behind a cohort; `complete` when there are no others. */
export interface Solutions {
  readonly found: readonly (readonly CellCounts[])[];
  readonly complete: boolean;
}

/** All sets of whole numbers, one for each stratum, that give back a cohort's cells and add up to its totals. */
export function solutionsOf({ cells, malignant, benign, room }: CohortCells): Solutions {
  const options = cells.map((cell) => countsOf(cell, malignant, benign, room));
  const byTotals = new Map<number, CellCounts[]>();
  const key = (ill: number, well: number): number => ill * (benign + 1) + well;
  for (const option of options.at(-1) ?? []) {
    const known = byTotals.get(key(option.malignant, option.benign));
    if (known) known.push(option);
    else byTotals.set(key(option.malignant, option.benign), [option]);
  }
  const found: CellCounts[][] = [];
  let steps = 0;
  const extend = (chosen: readonly CellCounts[], ill: number, well: number): void => {
    if (found.length >= MOST_SOLUTIONS || steps > MOST_STEPS) return;
    if (chosen.length === cells.length - 1) {
      for (const last of byTotals.get(key(ill, well)) ?? []) found.push([...chosen, last]);
      return;
    }
    for (const option of options[chosen.length] ?? []) {
      steps++;
      if (option.malignant < ill && option.benign < well) extend([...chosen, option], ill - option.malignant, well - option.benign);
    }
  };
  if (cells.length > 0) extend([], malignant, benign);
  return { found, complete: found.length < MOST_SOLUTIONS && steps <= MOST_STEPS };
}
