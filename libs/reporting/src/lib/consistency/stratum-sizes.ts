import { countsOf, type CohortCells } from './whole-counts.ts';

/** Possible numbers of malignant lesions in a stratum, by the stratum's size. */
type BySize = ReadonlyMap<number, readonly number[]>;

function bySize(cell: CohortCells['cells'][number], { malignant, benign }: CohortCells, room: number, most: number): BySize {
  const found = new Map<number, Set<number>>();
  for (const counts of countsOf(cell, malignant, benign, room, most)) {
    const size = counts.malignant + counts.benign;
    found.set(size, (found.get(size) ?? new Set<number>()).add(counts.malignant));
  }
  return new Map([...found].map(([size, set]) => [size, [...set]]));
}

/** Whether the strata can have these sizes and together the cohort's malignant lesions. */
function reaches(options: readonly BySize[], sizes: readonly number[], malignant: number): boolean {
  const [first, ...others] = options;
  if (first === undefined) return malignant === 0;
  const choices = first.get(sizes[0] ?? -1) ?? [];
  if (others.length === 0) return choices.includes(malignant);
  return choices.some((choice) => choice <= malignant && reaches(others, sizes.slice(1), malignant - choice));
}

/** All sizes of strata that a cohort's cells allow. */
function sizesOf(options: readonly BySize[], malignant: number, total: number): number[][] {
  const found: number[][] = [];
  const extend = (sizes: readonly number[], left: number): void => {
    if (sizes.length === options.length - 1) {
      const all = [...sizes, left];
      if (left > 0 && options.at(-1)?.has(left) === true && reaches(options, all, malignant)) found.push(all);
      return;
    }
    for (const size of options[sizes.length]?.keys() ?? []) if (size < left) extend([...sizes, size], left - size);
  };
  if (options.length > 0) extend([], total);
  return found;
}

/**
 * Whether whole numbers exist for all cohorts at once: each cohort's cells and totals, and over the cohorts the sizes of the strata. The
 * largest cohort is not enumerated: its strata are what the others leave.
 */
export function jointlyPossible(cohorts: readonly CohortCells[], strata: readonly number[], room: number): boolean {
  const ordered = [...cohorts].sort((a, b) => a.malignant + a.benign - (b.malignant + b.benign));
  const largest = ordered.at(-1);
  if (largest === undefined) return true;
  const options = new Map(ordered.map((cohort) => [cohort.cohort, cohort.cells.map((cell, stratum) => bySize(cell, cohort, room, strata[stratum] ?? 0))]));
  const seen = new Map<string, boolean>();
  const rest = (left: readonly number[], place: number): boolean => {
    if (left.some((size) => size < 1)) return false;
    const key = `${place}:${left.join('/')}`;
    const known = seen.get(key);
    if (known !== undefined) return known;
    const cohort = ordered[place];
    let possible: boolean;
    if (cohort === undefined || place === ordered.length - 1) {
      possible = left.reduce((sum, size) => sum + size, 0) === largest.malignant + largest.benign && reaches(options.get(largest.cohort) ?? [], left, largest.malignant);
    } else {
      possible = sizesFor(place).some((sizes) => rest(left.map((size, stratum) => size - (sizes[stratum] ?? 0)), place + 1));
    }
    seen.set(key, possible);
    return possible;
  };
  const enumerated = new Map<number, number[][]>();
  const sizesFor = (place: number): number[][] => {
    const cohort = ordered[place];
    const sizes = enumerated.get(place) ?? (cohort === undefined ? [] : sizesOf(options.get(cohort.cohort) ?? [], cohort.malignant, cohort.malignant + cohort.benign));
    enumerated.set(place, sizes);
    return sizes;
  };
  return rest(strata, 0);
}

/** Whether one cohort's cells and totals allow whole numbers, whatever the strata's sizes. */
export function alonePossible(cohort: CohortCells, room: number): boolean {
  const total = cohort.malignant + cohort.benign;
  return sizesOf(cohort.cells.map((cell) => bySize(cell, cohort, room, total)), cohort.malignant, total).length > 0;
}
