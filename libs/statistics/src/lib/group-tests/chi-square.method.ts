import { ok, type Result } from '@echocohort/kernel';
import { chiSquareUpperTail } from '../distributions/chi-square.ts';
import { marginsOf, type CountTable } from './count-table.ts';

/** Pearson's chi-square test of a table. */
export interface ChiSquareTest {
  readonly method: 'chi-square' | 'chi-square-yates';
  readonly n: number;
  /** Null, as p: a row or column is empty, so an expected count is 0. */
  readonly chiSquare: number | null;
  readonly degreesOfFreedom: number;
  readonly p: number | null;
  readonly expected: readonly (readonly number[])[];
  readonly smallestExpected: number;
  /** Strength of the association; null with Yates' correction. */
  readonly cramersV: number | null;
  readonly warnings: readonly ('small-expected-counts' | 'empty-level')[];
}

/** Yates' correction applies to two by two only and never exceeds the distance it corrects (R's rule). */
export function chiSquareTest(table: CountTable, options: { readonly yates?: boolean } = {}): Result<ChiSquareTest> {
  const margins = marginsOf(table);
  if (!margins.ok) return margins;
  const { rows, columns, total } = margins.value;
  const expected = rows.map((row) => columns.map((column) => (row * column) / total));
  const smallestExpected = Math.min(...expected.flat());
  const yates = options.yates === true && rows.length === 2 && columns.length === 2;
  const gaps = table.flatMap((row, i) => row.map((count, j) => ({ gap: Math.abs(count - (expected[i]?.[j] ?? 0)), expected: expected[i]?.[j] ?? 0 })));
  const step = yates ? Math.min(0.5, ...gaps.map(({ gap }) => gap)) : 0;
  const degreesOfFreedom = (rows.length - 1) * (columns.length - 1);
  const chiSquare = smallestExpected === 0 ? null : gaps.reduce((sum, cell) => sum + (cell.gap - step) ** 2 / cell.expected, 0);
  return ok({
    method: step > 0 ? 'chi-square-yates' : 'chi-square', n: total, chiSquare, degreesOfFreedom,
    p: chiSquare === null ? null : chiSquareUpperTail(chiSquare, degreesOfFreedom), expected, smallestExpected,
    cramersV: chiSquare === null || yates ? null : Math.sqrt(chiSquare / (total * (Math.min(rows.length, columns.length) - 1))),
    warnings: [...(smallestExpected < 5 ? ['small-expected-counts' as const] : []), ...(smallestExpected === 0 ? ['empty-level' as const] : [])],
  });
}
