import { ok, refuse, type Result } from '@echocohort/kernel';
import { chiSquareUpperTail } from '../distributions/chi-square.ts';
import { normalReach } from '../distributions/normal.ts';

/** One two by two table a stratum: rows exposure, columns outcome. */
export type StratumTable = readonly [readonly [number, number], readonly [number, number]];

/** A common odds ratio over strata. */
export interface MantelHaenszel {
  readonly method: 'mantel-haenszel';
  readonly oddsRatio: number;
  readonly interval: { readonly level: number; readonly lower: number; readonly upper: number };
  readonly chiSquare: number;
  readonly p: number;
  readonly chiSquareCorrected: number;
  readonly pCorrected: number;
}

/** Mantel and Haenszel's test and common odds ratio; interval after Robins, Breslow and Greenland (1986). */
export function mantelHaenszel(strata: readonly StratumTable[], level = 0.95): Result<MantelHaenszel> {
  const parts = strata.map(([[a, b], [c, d]]) => ({ a, b, c, d, n: a + b + c + d }));
  if (parts.length === 0 || parts.some(({ n }) => n < 2)) return refuse({ code: 'empty-stratum', detail: 'Every stratum needs two observations at least.' });
  const sum = (of: (part: (typeof parts)[number]) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const gap = Math.abs(sum(({ a, b, c, n }) => a - ((a + b) * (a + c)) / n));
  const variance = sum(({ a, b, c, d, n }) => ((a + b) * (c + d) * (a + c) * (b + d)) / (n * n * (n - 1)));
  const [agree, differ] = [sum(({ a, d, n }) => (a * d) / n), sum(({ b, c, n }) => (b * c) / n)];
  if (variance === 0 || agree === 0 || differ === 0) return refuse({ code: 'not-estimable', detail: 'The strata hold no information on a common odds ratio.' });
  const ratio = agree / differ;
  const spread = Math.sqrt(
    sum(({ a, d, n }) => ((a + d) / n) * ((a * d) / n)) / (2 * agree ** 2)
    + sum(({ a, b, c, d, n }) => (((a + d) / n) * ((b * c) / n)) + (((b + c) / n) * ((a * d) / n))) / (2 * agree * differ)
    + sum(({ b, c, n }) => ((b + c) / n) * ((b * c) / n)) / (2 * differ ** 2),
  );
  const reach = Math.exp(normalReach(level) * spread);
  const [chiSquare, chiSquareCorrected] = [gap ** 2 / variance, (gap - (gap >= 0.5 ? 0.5 : 0)) ** 2 / variance];
  return ok({
    method: 'mantel-haenszel', oddsRatio: ratio, interval: { level, lower: ratio / reach, upper: ratio * reach },
    chiSquare, p: chiSquareUpperTail(chiSquare, 1), chiSquareCorrected, pCorrected: chiSquareUpperTail(chiSquareCorrected, 1),
  });
}
