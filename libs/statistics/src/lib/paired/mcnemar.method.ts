import { ok, refuse, type Result } from '@echocohort/kernel';
import { binomialDensity, binomialTails, binomialTest } from '../distributions/binomial.ts';
import { chiSquareUpperTail } from '../distributions/chi-square.ts';
import { normalReach } from '../distributions/normal.ts';
import { clopperPearson } from '../proportions/clopper-pearson.method.ts';
import type { Limits } from '../proportions/limits.ts';

/** Two classifications of the same lesions. Null: there is not one pair on which they differ. */
export interface McNemar {
  readonly method: 'mcnemar';
  readonly n: number;
  /** First positive, second negative. */
  readonly b: number;
  /** First negative, second positive. */
  readonly c: number;
  readonly chiSquare: number | null;
  readonly p: number;
  readonly chiSquareCorrected: number | null;
  readonly pCorrected: number;
  readonly pExact: number;
  readonly pMid: number;
  readonly oddsRatio: number | null;
  readonly oddsRatioInterval: Limits | null;
  /** Share positive by the first less share positive by the second. */
  readonly difference: number;
  readonly differenceInterval: Limits;
  readonly level: number;
  readonly warnings: readonly ('identical-classifications' | 'few-discordant-pairs')[];
}

/**
 * McNemar's test of a paired two by two table, rows the first classification (positive, negative), columns the second. With fewer than
 * 25 discordant pairs use the exact or the mid p; mid p is twice the smaller tail less the chance of the observed split.
 */
export function mcnemar(table: readonly (readonly number[])[], level = 0.95): Result<McNemar> {
  const cells = table.flat();
  if (table.length !== 2 || cells.length !== 4 || cells.some((count) => !Number.isInteger(count) || count < 0)) return refuse({ code: 'table-invalid', detail: 'The table must be two by two whole counts.' });
  const [, b = 0, c = 0] = cells;
  const [n, total] = [b + c, cells.reduce((sum, count) => sum + count, 0)];
  if (total === 0) return refuse({ code: 'table-empty', detail: 'There are no pairs.' });
  const chiSquare = n === 0 ? null : (b - c) ** 2 / n;
  const chiSquareCorrected = n === 0 ? null : b === c ? 0 : (Math.abs(b - c) - 1) ** 2 / n;
  const p = (value: number | null): number => (value === null ? 1 : chiSquareUpperTail(value, 1));
  const smaller = Math.min(b, c);
  const share = n === 0 ? null : clopperPearson(b, n, level);
  const odds = (value: number): number => value / (1 - value);
  const difference = (b - c) / total;
  const reach = (normalReach(level) * Math.sqrt(n - (b - c) ** 2 / total)) / total;
  return ok({
    method: 'mcnemar', n: total, b, c, chiSquare, p: p(chiSquare), chiSquareCorrected, pCorrected: p(chiSquareCorrected),
    pExact: n === 0 ? 1 : binomialTest(b, n), pMid: n === 0 ? 1 : Math.min(1, 2 * binomialTails(smaller, n, 0.5).lower - binomialDensity(smaller, n, 0.5)),
    oddsRatio: n === 0 ? null : b / c, oddsRatioInterval: share === null ? null : { lower: odds(share.lower), upper: odds(share.upper) },
    difference, differenceInterval: { lower: difference - reach, upper: difference + reach }, level,
    warnings: n === 0 ? ['identical-classifications'] : n < 25 ? ['few-discordant-pairs'] : [],
  });
}
