import { ok, refuse, seededRandom, type Result } from '@echocohort/kernel';
import { marginsOf, type CountTable } from './count-table.ts';
import { TableEnumeration } from './table-enumeration.ts';

/** Fisher's exact test of a table of any size. */
export interface FisherTest {
  readonly method: 'fisher-exact' | 'fisher-monte-carlo';
  readonly n: number;
  readonly p: number;
  /** Tables drawn at random; null for the exact form. */
  readonly draws: number | null;
  /** Of p, from drawing; null for the exact form. */
  readonly standardError: number | null;
  readonly warnings: readonly string[];
}

const TOLERANCE = 1e-7;

/** Draws tables with the same margins by shuffling (seeded) and counts those no more probable than the observed one. */
function drawn(rows: readonly number[], columns: readonly number[], observed: number, logFactorial: (n: number) => number, { seed, draws }: { seed: string; draws: number }): number {
  const random = seededRandom(seed);
  const labels = rows.flatMap((count, row) => new Array<number>(count).fill(row));
  let hits = 0;
  for (let draw = 0; draw < draws; draw++) {
    for (let at = labels.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1));
      [labels[at], labels[other]] = [labels[other] ?? 0, labels[at] ?? 0];
    }
    let [weight, start] = [0, 0];
    for (const column of columns) {
      const counts = new Array<number>(rows.length).fill(0);
      for (let at = start; at < start + column; at++) counts[labels[at] ?? 0] = (counts[labels[at] ?? 0] ?? 0) + 1;
      for (const count of counts) weight -= logFactorial(count);
      start += column;
    }
    if (weight <= observed) hits++;
  }
  return (hits + 1) / (draws + 1);
}

/**
 * Fisher's test for r x c tables: tables no more probable than the observed one. Empty rows and columns are left out. Where the exact
 * count takes more than `mostSteps` (some seconds) it is refused, unless a seed for drawing tables is given; the number of draws is then reported.
 */
export function fisherTest(table: CountTable, monteCarlo?: { readonly seed: string; readonly draws: number }, mostSteps = 30_000_000): Result<FisherTest> {
  const margins = marginsOf(table);
  if (!margins.ok) return margins;
  const { total } = margins.value;
  const rows = margins.value.rows.filter((count) => count > 0);
  const columns = margins.value.columns.filter((count) => count > 0);
  if (rows.length < 2 || columns.length < 2) return ok({ method: 'fisher-exact', n: total, p: 1, draws: null, standardError: null, warnings: [] });
  const [across, along] = rows.length <= columns.length ? [rows, columns] : [columns, rows];
  const enumeration = new TableEnumeration(along, total, mostSteps);
  const logFactorial = (n: number): number => enumeration.logFactorial(n);
  const observed = -table.flat().reduce((sum, count) => sum + logFactorial(count), 0);
  const p = enumeration.shareUpTo(across, observed + TOLERANCE);
  if (p !== null) return ok({ method: 'fisher-exact', n: total, p, draws: null, standardError: null, warnings: [] });
  if (!monteCarlo) return refuse({ code: 'too-large-for-exact', detail: 'The table is too large for the exact test; give a seed to draw tables at random instead.' });
  const estimated = drawn(across, along, observed + TOLERANCE, logFactorial, monteCarlo);
  const { draws, seed } = monteCarlo;
  return ok({
    method: 'fisher-monte-carlo', n: total, p: estimated, draws, standardError: Math.sqrt((estimated * (1 - estimated)) / draws),
    warnings: [`monte-carlo: the table is too large to be counted; p is from ${draws} tables drawn with the seed "${seed}"`],
  });
}
