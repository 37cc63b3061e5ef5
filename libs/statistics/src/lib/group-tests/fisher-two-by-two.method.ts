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

/** The non-central hypergeometric distribution of the first cell under an odds ratio, given as its logarithm. */
function underOddsRatio(low: number, logDensities: readonly number[], logOdds: number): { mean: number; upper: (x: number) => number; lower: (x: number) => number } {
  const logs = logDensities.map((log, index) => log + logOdds * (low + index));
  const top = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = logs.map((log) => Math.exp(log - top));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const share = (holds: (x: number) => boolean): number => weights.reduce((sum, weight, index) => (holds(low + index) ? sum + weight : sum), 0) / total;
  return { mean: weights.reduce((sum, weight, index) => sum + weight * (low + index), 0) / total, upper: (x) => share((k) => k >= x), lower: (x) => share((k) => k <= x) };
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
  const logDensities = densities.map(Math.log);
  const solve = (reached: (under: ReturnType<typeof underOddsRatio>) => boolean): number => Math.exp(turningPoint((logOdds) => reached(underOddsRatio(low, logDensities, logOdds)), -80, 80));
  const oddsRatio = low === high ? null : x === low ? 0 : x === high ? Infinity : solve(({ mean }) => mean >= x);
  const lower = x === low ? 0 : solve(({ upper }) => upper(x) >= tail);
  const upper = x === high ? Infinity : solve((under) => under.lower(x) <= tail);
  return ok({ method: 'fisher-two-by-two', n: total, p, pLess: tails.less, pGreater: tails.greater, oddsRatio, interval: { level, lower, upper } });
}
