import { ok, refuse, type Result } from '@echocohort/kernel';
import { hypergeometricDensity, hypergeometricTails } from '../distributions/hypergeometric.ts';
import { turningPoint } from '../distributions/quantile-search.ts';
import { marginsOf, type CountTable } from './count-table.ts';

/** Fisher's exact test of a two by two table. */
export interface FisherTwoByTwo {
  readonly method: 'fisher-two-by-two';
  readonly n: number;
  readonly p: number;
  readonly pLess: number;
  readonly pGreater: number;
  /** Conditional maximum likelihood, not ad / bc. Null: a margin is empty, so that every odds ratio fits. */
  readonly oddsRatio: number | null;
  readonly interval: { readonly level: number; readonly lower: number; readonly upper: number };
}

/** The first cell of a two by two table with fixed margins under an odds ratio (Fisher's non-central hypergeometric distribution). */
export interface CellDistribution {
  readonly low: number;
  readonly high: number;
  mean(logOddsRatio: number): number;
  /** P(X >= x). */
  upper(x: number, logOddsRatio: number): number;
  /** P(X <= x). */
  lower(x: number, logOddsRatio: number): number;
}

/** That distribution for a first row of m, a second of n and a first column of `drawn`. */
export function cellDistribution(m: number, n: number, drawn: number): CellDistribution {
  const [low, high] = [Math.max(0, drawn - n), Math.min(m, drawn)];
  const logDensities = Array.from({ length: high - low + 1 }, (_, index) => Math.log(hypergeometricDensity(low + index, m, n, drawn)));
  const expectation = (logOdds: number, of: (x: number) => number): number => {
    if (logOdds === -Infinity) return of(low);
    const logs = logDensities.map((log, index) => log + logOdds * (low + index));
    const top = logs.reduce((a, b) => Math.max(a, b), -Infinity);
    const weights = logs.map((log) => Math.exp(log - top));
    return weights.reduce((sum, weight, index) => sum + weight * of(low + index), 0) / weights.reduce((sum, weight) => sum + weight, 0);
  };
  return {
    low, high,
    mean: (logOdds) => expectation(logOdds, (k) => k),
    upper: (x, logOdds) => expectation(logOdds, (k) => (k >= x ? 1 : 0)),
    lower: (x, logOdds) => expectation(logOdds, (k) => (k <= x ? 1 : 0)),
  };
}

/** Two-sided p: the tables no more probable than the observed one (relative tolerance 1e-7, as R). Odds ratio and limits are solved to the last digits. */
export function fisherTwoByTwo(table: CountTable, level = 0.95): Result<FisherTwoByTwo> {
  const margins = marginsOf(table);
  if (!margins.ok) return margins;
  const { rows: [m = 0, n = 0], columns: [drawn = 0], total } = margins.value;
  if (table.length !== 2 || margins.value.columns.length !== 2) return refuse({ code: 'table-invalid', detail: 'This form is for two rows and two columns.' });
  const x = table[0]?.[0] ?? 0;
  const [low, high] = [Math.max(0, drawn - n), Math.min(m, drawn)];
  const densities = Array.from({ length: high - low + 1 }, (_, index) => hypergeometricDensity(low + index, m, n, drawn));
  const limit = (densities[x - low] ?? 0) * (1 + 1e-7);
  const p = Math.min(1, densities.reduce((sum, density) => (density <= limit ? sum + density : sum), 0));
  const tails = { less: hypergeometricTails(x, m, n, drawn).lower, greater: hypergeometricTails(x - 1, m, n, drawn).upper };
  const tail = (1 - level) / 2;
  const cell = cellDistribution(m, n, drawn);
  const solve = (reached: (logOdds: number) => boolean): number => Math.exp(turningPoint(reached, -80, 80));
  const oddsRatio = low === high ? null : x === low ? 0 : x === high ? Infinity : solve((logOdds) => cell.mean(logOdds) >= x);
  const lower = x === low ? 0 : solve((logOdds) => cell.upper(x, logOdds) >= tail);
  const upper = x === high ? Infinity : solve((logOdds) => cell.lower(x, logOdds) <= tail);
  return ok({ method: 'fisher-two-by-two', n: total, p, pLess: tails.less, pGreater: tails.greater, oddsRatio, interval: { level, lower, upper } });
}
