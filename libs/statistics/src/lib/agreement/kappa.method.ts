import { ok, type Result } from '@echocohort/kernel';
import { normalReach } from '../distributions/normal.ts';
import { agreementWeight, pairShares, type AgreementWeights } from './rating-counts.ts';

/** Agreement of two raters beyond chance. */
export interface Kappa {
  readonly method: 'cohen-kappa';
  readonly weights: AgreementWeights;
  readonly n: number;
  readonly observed: number;
  readonly expected: number;
  /** Null: both used one category only, so that chance alone agrees wholly. */
  readonly kappa: number | null;
  readonly standardError: number | null;
  readonly interval: { readonly level: number; readonly lower: number; readonly upper: number } | null;
}

/** Cohen's kappa with the large-sample error of Fleiss, Cohen and Everitt (1969). Weighted kappa needs the order of the categories. */
export function cohenKappa(first: readonly string[], second: readonly string[], options: { readonly weights?: AgreementWeights; readonly categories?: readonly string[]; readonly level?: number } = {}): Result<Kappa> {
  const counted = pairShares(first, second, options.categories);
  if (!counted.ok) return counted;
  const { n, shares, first: rows, second: columns } = counted.value;
  const [weights, level] = [options.weights ?? 'unweighted', options.level ?? 0.95];
  const weight = (i: number, j: number): number => agreementWeight(weights, i, j, rows.length);
  const over = (of: (i: number, j: number) => number): number => rows.reduce((sum, _, i) => sum + columns.reduce((inner, __, j) => inner + of(i, j), 0), 0);
  const share = (i: number, j: number): number => shares[i]?.[j] ?? 0;
  const observed = over((i, j) => weight(i, j) * share(i, j));
  const expected = over((i, j) => weight(i, j) * (rows[i] ?? 0) * (columns[j] ?? 0));
  const base = { method: 'cohen-kappa' as const, weights, n, observed, expected };
  if (1 - expected < 1e-14) return ok({ ...base, kappa: null, standardError: null, interval: null });
  const kappa = (observed - expected) / (1 - expected);
  const rowMean = rows.map((_, i) => columns.reduce((sum, value, j) => sum + value * weight(i, j), 0));
  const columnMean = columns.map((_, j) => rows.reduce((sum, value, i) => sum + value * weight(i, j), 0));
  const spread = over((i, j) => share(i, j) * (weight(i, j) - ((rowMean[i] ?? 0) + (columnMean[j] ?? 0)) * (1 - kappa)) ** 2) - (kappa - expected * (1 - kappa)) ** 2;
  const standardError = Math.sqrt(Math.max(0, spread) / n) / (1 - expected);
  const reach = normalReach(level) * standardError;
  return ok({ ...base, kappa, standardError, interval: { level, lower: Math.max(-1, kappa - reach), upper: Math.min(1, kappa + reach) } });
}
