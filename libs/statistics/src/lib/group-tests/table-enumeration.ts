import { logGamma } from '../distributions/log-gamma.ts';

/** Every way to share `total` among the rows, none getting more than is left to it. The visitor must not keep the array. */
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

/** Weights (logs of 1 / product of factorials) of all fillings of what is left, their extremes, and how many share each: sorted, with running sums. */
interface LastColumns {
  readonly logs: Float64Array;
  /** Sums of exp(log - largest) up to each place. */
  readonly sums: Float64Array;
}

interface Extremes {
  readonly most: number;
  readonly least: number;
}

interface Node {
  readonly left: readonly number[];
  /** Logs of the columns filled so far, merged when equal to nine digits, with their number of ways. */
  readonly pasts: Map<number, { readonly log: number; ways: number }>;
}

class TooManySteps extends Error {}

/**
 * Counts tables with fixed margins column by column, the smallest column first. Equal states and equal pasts are merged, branches that lie
 * wholly on one side of the limit are settled at once, and the last two columns are listed once a state and searched.
 */
export class TableEnumeration {
  private steps = 0;
  private readonly extremes = new Map<string, Extremes>();
  private readonly lists = new Map<string, LastColumns>();
  private readonly logFactorials: Float64Array;
  private readonly columns: readonly number[];

  constructor(columns: readonly number[], total: number, private readonly mostSteps: number) {
    this.columns = [...columns].sort((a, b) => a - b);
    this.logFactorials = Float64Array.from({ length: total + 1 }, (_, n) => logGamma(n + 1));
  }

  logFactorial(n: number): number {
    return this.logFactorials[n] ?? 0;
  }

  private weight(share: readonly number[]): number {
    let sum = 0;
    for (const count of share) sum -= this.logFactorial(count);
    return sum;
  }

  private step(count = 1): void {
    this.steps += count;
    if (this.steps > this.mostSteps) throw new TooManySteps();
  }

  /** All completions together: multinomial, so known in closed form. */
  private whole(left: readonly number[], from: number): number {
    const sum = left.reduce((all, value) => all + value, 0);
    return this.logFactorial(sum) + this.weight(left) - this.columns.slice(from).reduce((all, value) => all + this.logFactorial(value), 0);
  }

  private lastColumns(left: readonly number[]): LastColumns {
    const key = left.join(',');
    const known = this.lists.get(key);
    if (known) return known;
    const found: number[] = [];
    shares(left, this.columns.at(-2) ?? 0, (share) => {
      let log = 0;
      for (const [row, count] of share.entries()) log -= this.logFactorial(count) + this.logFactorial((left[row] ?? 0) - count);
      found.push(log);
    });
    this.step(found.length);
    const logs = Float64Array.from(found).sort();
    const top = logs.at(-1) ?? 0;
    let sum = 0;
    const list = { logs, sums: logs.map((log) => (sum += Math.exp(log - top))) };
    this.lists.set(key, list);
    return list;
  }

  private extremesOf(left: readonly number[], from: number): Extremes {
    if (from >= this.columns.length - 2) {
      const { logs } = this.lastColumns(left);
      return { most: logs.at(-1) ?? 0, least: logs[0] ?? 0 };
    }
    const key = `${from}:${left.join(',')}`;
    const known = this.extremes.get(key);
    if (known) return known;
    let [most, least] = [-Infinity, Infinity];
    shares(left, this.columns[from] ?? 0, (share) => {
      this.step();
      const here = this.weight(share);
      const rest = this.extremesOf(left.map((value, row) => value - (share[row] ?? 0)).sort((a, b) => a - b), from + 1);
      most = Math.max(most, here + rest.most);
      least = Math.min(least, here + rest.least);
    });
    this.extremes.set(key, { most, least });
    return { most, least };
  }

  /** The share of tables whose log weight is at most the limit; null when it would take too long. */
  shareUpTo(rows: readonly number[], limit: number): number | null {
    try {
      return this.counted([...rows].sort((a, b) => a - b), limit);
    } catch (error) {
      if (error instanceof TooManySteps) return null;
      throw error;
    }
  }

  private counted(rows: readonly number[], limit: number): number {
    const whole = this.whole(rows, 0);
    let nodes = new Map<string, Node>([['', { left: rows, pasts: new Map([[0, { log: 0, ways: 1 }]]) }]]);
    let settled = 0;
    for (let column = 0; column < this.columns.length - 2; column++) {
      const next = new Map<string, Node>();
      for (const { left, pasts } of nodes.values()) {
        const { most, least } = this.extremesOf(left, column);
        const open = [...pasts.values()].filter(({ log }) => log + most > limit && log + least <= limit);
        for (const { log, ways } of pasts.values()) if (log + most <= limit) settled += ways * Math.exp(log + this.whole(left, column) - whole);
        if (open.length > 0) this.spread(left, open, column, next);
      }
      nodes = next;
    }
    for (const { left, pasts } of nodes.values()) {
      const list = this.lastColumns(left);
      for (const { log, ways } of pasts.values()) settled += ways * sumUpTo(list, limit - log, log - whole);
      this.step(pasts.size);
    }
    return Math.min(1, settled);
  }

  private spread(left: readonly number[], open: readonly { log: number; ways: number }[], column: number, next: Map<string, Node>): void {
    shares(left, this.columns[column] ?? 0, (share) => {
      const rest = left.map((value, row) => value - (share[row] ?? 0)).sort((a, b) => a - b);
      const key = rest.join(',');
      let node = next.get(key);
      if (!node) next.set(key, (node = { left: rest, pasts: new Map() }));
      const here = this.weight(share);
      for (const { log, ways } of open) {
        const place = Math.round((log + here) * 1e9);
        const known = node.pasts.get(place);
        if (known) known.ways += ways;
        else node.pasts.set(place, { log: log + here, ways });
      }
      this.step(open.length);
    });
  }
}

/** The sum of exp(log + shift) over the listed logs that are at most the limit. */
function sumUpTo({ logs, sums }: LastColumns, limit: number, shift: number): number {
  let [low, high] = [0, logs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((logs[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : (sums[low - 1] ?? 0) * Math.exp((logs.at(-1) ?? 0) + shift);
}
