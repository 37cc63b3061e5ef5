import { ok, refuse, type Result } from '@echocohort/kernel';
import { pairShares } from './rating-counts.ts';

/** Agreement of two raters beyond chance, steady where one category is rare. */
export interface GwetAc1 {
  readonly method: 'gwet-ac1';
  readonly n: number;
  readonly observed: number;
  readonly expected: number;
  readonly coefficient: number;
}

/** Gwet's AC1 (2008): chance agreement from the mean shares of the categories. */
export function gwetAc1(first: readonly string[], second: readonly string[], categories?: readonly string[]): Result<GwetAc1> {
  const counted = pairShares(first, second, categories);
  if (!counted.ok) return counted;
  const { n, shares, first: rows, second: columns } = counted.value;
  if (rows.length < 2) return refuse({ code: 'one-category', detail: 'Only one category was used; name all categories, or there is nothing to agree about.' });
  const observed = shares.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
  const expected = rows.reduce((sum, row, i) => {
    const mean = (row + (columns[i] ?? 0)) / 2;
    return sum + mean * (1 - mean);
  }, 0) / (rows.length - 1);
  return ok({ method: 'gwet-ac1', n, observed, expected, coefficient: (observed - expected) / (1 - expected) });
}
