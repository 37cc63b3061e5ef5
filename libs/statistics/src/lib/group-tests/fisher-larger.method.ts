import { ok, refuse, seededRandom, type Result } from '@echocohort/kernel';
import { logGamma } from '../distributions/log-gamma.ts';
import { marginsOf, type CountTable } from './count-table.ts';

/** Fisher's exact test of a table of any size. */
export interface FisherTest {
  readonly method: 'fisher-exact' | 'fisher-monte-carlo';
  readonly n: number;
  readonly p: number;
  /** Tables drawn at random; null for the exact form. */
  readonly draws: number | null;
}

/** Steps of the exact enumeration beyond which it is refused (or drawn instead, with a seed). */
const MOST_STEPS = 20_000_000;
const TOLERANCE = 1e-7;

/** Every way to share `total` among the rows, none getting more than is left to it. */
function shares(left: readonly number[], total: number, visit: (share: readonly number[]) => void): void {
  const share = new Array<number>(left.length).fill(0);
  const room = left.map((_, row) => left.slice(row + 1).reduce((sum, value) => sum + value, 0));
  const place = (row: number, rest: number): void => {
    if (row === left.length - 1) {
      share[row] = rest;
      visit(share);
      return;
    }
    for (let count = Math.max(0, rest - (room[row] ?? 0)); count <= Math.min(rest, left[row] ?? 0); count++) {
      share[row] = count;
      place(row + 1, rest - count);
    }
  };
  place(0, total);
}

/** What is still open at a column: the sum of 1 / product of factorials over all completions (log), and its extremes. */
interface Completion {
  readonly most: number;
  readonly least: number;
}

/** Exact enumeration column by column; equal states and equal pasts are merged, and whole branches are settled by their extremes. */
class Enumeration {
  steps = 0;
  private readonly known = new Map<string, Completion>();
  private readonly logFactorials: Float64Array;

  constructor(private readonly columns: readonly number[], total: number) {
    this.logFactorials = Float64Array.from({ length: total + 1 }, (_, n) => logGamma(n + 1));
  }

  logFactorial = (n: number): number => this.logFactorials[n] ?? 0;

  private readonly weight = (share: readonly number[]): number => -share.reduce((sum, count) => sum + this.logFactorial(count), 0);

  /** All completions together: the number of ways is multinomial (log of (sum left)! / product left! / product columns!). */
  private total(left: readonly number[], from: number): number {
    const sum = left.reduce((all, value) => all + value, 0);
    return this.logFactorial(sum) + this.weight(left) - this.columns.slice(from).reduce((all, value) => all + this.logFactorial(value), 0);
  }

  private completion(left: readonly number[], from: number): Completion {
    if (from === this.columns.length - 1) {
      const only = this.weight(left);
      return { most: only, least: only };
    }
    const key = `${from}:${[...left].sort((a, b) => a - b).join(',')}`;
    const known = this.known.get(key);
    if (known) return known;
    let [most, least] = [-Infinity, Infinity];
    shares(left, this.columns[from] ?? 0, (share) => {
      this.steps++;
      const here = this.weight(share);
      const rest = this.completion(left.map((value, row) => value - (share[row] ?? 0)), from + 1);
      most = Math.max(most, here + rest.most);
      least = Math.min(least, here + rest.least);
    });
    this.known.set(key, { most, least });
    return { most, least };
  }

  /** The share of tables whose log weight is at most the limit; null when it takes too long. */
  shareUpTo(rows: readonly number[], limit: number): number | null {
    const whole = this.total(rows, 0);
    let nodes = new Map<string, { left: readonly number[]; pasts: Map<number, { log: number; ways: number }> }>([['', { left: rows, pasts: new Map([[0, { log: 0, ways: 1 }]]) }]]);
    let settled = 0;
    for (let column = 0; column < this.columns.length && nodes.size > 0; column++) {
      const next: typeof nodes = new Map();
      for (const { left, pasts } of nodes.values()) {
        const { most, least } = this.completion(left, column);
        const open = [...pasts.values()].filter(({ log, ways }) => {
          if (log + most > limit) return log + least <= limit;
          settled += ways * Math.exp(log + this.total(left, column) - whole);
          return false;
        });
        if (open.length > 0) this.spread(left, open, column, next);
        if (this.steps > MOST_STEPS) return null;
      }
      nodes = next;
    }
    return Math.min(1, settled);
  }

  private spread(left: readonly number[], open: readonly { log: number; ways: number }[], column: number, next: Map<string, { left: readonly number[]; pasts: Map<number, { log: number; ways: number }> }>): void {
    shares(left, this.columns[column] ?? 0, (share) => {
      const rest = left.map((value, row) => value - (share[row] ?? 0)).sort((a, b) => a - b);
      const key = rest.join(',');
      const node = next.get(key) ?? { left: rest, pasts: new Map<number, { log: number; ways: number }>() };
      next.set(key, node);
      const here = this.weight(share);
      for (const { log, ways } of open) {
        this.steps++;
        const place = Math.round((log + here) * 1e9);
        const known = node.pasts.get(place);
        if (known) known.ways += ways;
        else node.pasts.set(place, { log: log + here, ways });
      }
    });
  }
}

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
 * count takes too long it is refused, unless a seed for drawing tables is given; the number of draws is then reported.
 */
export function fisherTest(table: CountTable, monteCarlo?: { readonly seed: string; readonly draws: number }): Result<FisherTest> {
  const margins = marginsOf(table);
  if (!margins.ok) return margins;
  const { total } = margins.value;
  const rows = margins.value.rows.filter((count) => count > 0);
  const columns = margins.value.columns.filter((count) => count > 0).sort((a, b) => b - a);
  if (rows.length < 2 || columns.length < 2) return ok({ method: 'fisher-exact', n: total, p: 1, draws: null });
  const [across, along] = rows.length <= columns.length ? [rows, columns] : [columns, [...rows].sort((a, b) => b - a)];
  const enumeration = new Enumeration(along, total);
  const observed = -table.flat().reduce((sum, count) => sum + enumeration.logFactorial(count), 0);
  const p = enumeration.shareUpTo(across, observed + TOLERANCE);
  if (p !== null) return ok({ method: 'fisher-exact', n: total, p, draws: null });
  if (!monteCarlo) return refuse({ code: 'too-large-for-exact', detail: 'The table is too large for the exact test; give a seed to draw tables at random instead.' });
  return ok({ method: 'fisher-monte-carlo', n: total, p: drawn(across, along, observed + TOLERANCE, enumeration.logFactorial, monteCarlo), draws: monteCarlo.draws });
}
