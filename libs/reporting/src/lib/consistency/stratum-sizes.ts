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

/** Sizes of strata that are tried for one cohort; where there are more the strata's totals prove nothing. */
const MOST_SIZES = 300_000;

class TooManySizes extends Error {}

/** All sizes of strata that a cohort's cells allow. */
function sizesOf(options: readonly BySize[], malignant: number, total: number): number[][] {
  const found: number[][] = [];
  let tried = 0;
  const extend = (sizes: readonly number[], left: number): void => {
    if (++tried > 20 * MOST_SIZES || found.length > MOST_SIZES) throw new TooManySizes();
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

/** Whether whole numbers exist for all cohorts at once; true where there are too many to try. */
export function jointlyPossible(cohorts: readonly CohortCells[], strata: readonly number[], room: number): boolean {
  try {
    return together(cohorts, strata, room);
  } catch (error) {
    if (error instanceof TooManySizes) return true;
    throw error;
  }
}

/**
 * Whether whole numbers exist for all cohorts at once: each cohort's cells and totals, and over the cohorts the sizes of the strata. The
 * largest cohort is not enumerated: its strata are what the others leave.
 */
function together(cohorts: readonly CohortCells[], strata: readonly number[], room: number): boolean {
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

/** Totals (malignant, benign) that strata can have together, as bits of a number line: malignant * width + benign. */
class Totals {
  private readonly bits: Uint32Array;
  constructor(private readonly length: number) {
    this.bits = new Uint32Array(Math.ceil((length + 1) / 32) + 1);
  }

  add(place: number): void {
    this.bits[place >>> 5] = (this.bits[place >>> 5] ?? 0) | (1 << (place & 31));
  }

  has(place: number): boolean {
    return place >= 0 && place <= this.length && ((this.bits[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0;
  }

  /** Adds every total of another, moved up. Totals beyond the end are dropped; benign ones never run over into malignant ones, see `width`. */
  addMoved(other: Totals, by: number): void {
    const [words, rest] = [by >>> 5, by & 31];
    for (let at = this.bits.length - 1; at >= words; at--) {
      const [low, below] = [other.bits[at - words] ?? 0, rest === 0 || at - words === 0 ? 0 : (other.bits[at - words - 1] ?? 0)];
      this.bits[at] = (this.bits[at] ?? 0) | (rest === 0 ? low : (low << rest) | (below >>> (32 - rest)));
    }
  }
}

/** Whether one cohort's cells and totals allow whole numbers, whatever the strata's sizes; any number of strata. */
export function alonePossible(cohort: CohortCells, room: number): boolean {
  const { malignant, benign, cells } = cohort;
  // Two benign counts never add up to more than the width, so a sum never looks like one of another malignant count.
  const width = 2 * benign + 1;
  const whole = malignant * width + benign;
  const options = cells.map((cell) => [...new Set(countsOf(cell, malignant, benign, room).map((counts) => counts.malignant * width + counts.benign))]);
  const [first = [], ...others] = options;
  const last = others.pop();
  if (last === undefined) return first.includes(whole);
  let reached = new Totals(whole);
  for (const option of first) reached.add(option);
  for (const middle of others) {
    const next = new Totals(whole);
    for (const option of middle) if (option <= whole) next.addMoved(reached, option);
    reached = withinBenign(next, malignant, benign, width, whole);
  }
  return last.some((option) => option % width <= benign && reached.has(whole - option) && (whole - option) % width <= benign);
}

/** Drops totals with more benign lesions than the cohort has. */
function withinBenign(totals: Totals, malignant: number, benign: number, width: number, whole: number): Totals {
  const kept = new Totals(whole);
  for (let ill = 0; ill <= malignant; ill++) for (let well = 0; well <= benign; well++) if (totals.has(ill * width + well)) kept.add(ill * width + well);
  return kept;
}
