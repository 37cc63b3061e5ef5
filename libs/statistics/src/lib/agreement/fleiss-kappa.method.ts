import { ok, refuse, type Result } from '@echocohort/kernel';
import { tailProbability } from '../distributions/alternative.ts';
import { normalUpperTail } from '../distributions/normal.ts';

/** Agreement of several raters, the same number for every item. */
export interface FleissKappa {
  readonly method: 'fleiss-kappa';
  readonly items: number;
  readonly raters: number;
  readonly observed: number;
  readonly expected: number;
  readonly kappa: number | null;
  /** Against no agreement beyond chance (Fleiss, Nee and Landis 1979). */
  readonly z: number | null;
  readonly p: number | null;
}

/** Fleiss' kappa from counts: one row an item, one column a category, each row summing to the number of raters. */
export function fleissKappa(counts: readonly (readonly number[])[]): Result<FleissKappa> {
  const items = counts.length;
  const sums = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const raters = sums[0] ?? 0;
  if (items < 2 || raters < 2 || sums.some((sum) => sum !== raters)) return refuse({ code: 'ratings-uneven', detail: 'Two items and two raters are needed at least, and every item the same number of ratings.' });
  const shares = (counts[0] ?? []).map((_, category) => counts.reduce((sum, row) => sum + (row[category] ?? 0), 0) / (items * raters));
  const observed = counts.reduce((sum, row) => sum + (row.reduce((all, count) => all + count * count, 0) - raters) / (raters * (raters - 1)), 0) / items;
  const expected = shares.reduce((sum, share) => sum + share * share, 0);
  const base = { method: 'fleiss-kappa' as const, items, raters, observed, expected };
  if (1 - expected < 1e-14) return ok({ ...base, kappa: null, z: null, p: null });
  const kappa = (observed - expected) / (1 - expected);
  const spread = shares.reduce((sum, share) => sum + share * (1 - share), 0);
  const skew = shares.reduce((sum, share) => sum + share * (1 - share) * (1 - 2 * share), 0);
  const standardError = Math.sqrt((2 * (spread * spread - skew)) / (items * raters * (raters - 1))) / spread;
  const z = kappa / standardError;
  return ok({ ...base, kappa, z, p: tailProbability(z, 'two-sided', normalUpperTail) });
}
