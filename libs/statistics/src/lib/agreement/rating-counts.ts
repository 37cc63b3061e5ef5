import { ok, refuse, type Result } from '@echocohort/kernel';

/** Two raters' categories of the same items as a square table of shares. */
export interface PairShares {
  readonly n: number;
  readonly categories: readonly string[];
  readonly shares: readonly (readonly number[])[];
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/** Counts two raters' categories; items that either left unrated are left out and counted by the caller. */
export function pairShares(first: readonly string[], second: readonly string[], order?: readonly string[]): Result<PairShares> {
  if (first.length !== second.length) return refuse({ code: 'lengths-differ', detail: 'Both raters must have rated the same items.' });
  const n = first.length;
  if (n === 0) return refuse({ code: 'empty-group', detail: 'No item was rated by both.' });
  const categories = order ?? [...new Set([...first, ...second])].sort();
  const place = new Map(categories.map((category, index) => [category, index]));
  const counts = categories.map(() => categories.map(() => 0));
  for (const [item, category] of first.entries()) {
    const [row, column] = [place.get(category), place.get(second[item] ?? '')];
    if (row === undefined || column === undefined) return refuse({ code: 'category-unknown', detail: 'A rating is none of the stated categories.' });
    const line = counts[row];
    if (line) line[column] = (line[column] ?? 0) + 1;
  }
  const shares = counts.map((row) => row.map((count) => count / n));
  const rowShares = shares.map((row) => row.reduce((sum, share) => sum + share, 0));
  const columnShares = categories.map((_, column) => shares.reduce((sum, row) => sum + (row[column] ?? 0), 0));
  return ok({ n, categories, shares, first: rowShares, second: columnShares });
}

/** How nearly two categories agree, 1 for the same: all or nothing, by distance, or by squared distance of their places. */
export type AgreementWeights = 'unweighted' | 'linear' | 'quadratic';

/** The weight of a pair of places among `size` categories. */
export function agreementWeight(weights: AgreementWeights, one: number, other: number, size: number): number {
  if (one === other) return 1;
  if (weights === 'unweighted' || size < 2) return 0;
  const distance = Math.abs(one - other) / (size - 1);
  return weights === 'linear' ? 1 - distance : 1 - distance * distance;
}
