import { ok, refuse, type Result } from '@echocohort/kernel';
import { chiSquareUpperTail } from '../distributions/chi-square.ts';
import { midRanks } from '../roc/structural-components.ts';
import { tieTerm } from './mann-whitney.method.ts';

/** Several groups compared by ranks. */
export interface KruskalWallis {
  readonly method: 'kruskal-wallis';
  readonly n: number;
  readonly chiSquare: number | null;
  readonly degreesOfFreedom: number;
  /** Null: every value is the same. */
  readonly p: number | null;
}

/** The Kruskal-Wallis test with its correction for ties. Empty groups are refused: they would change the degrees of freedom. */
export function kruskalWallis(groups: readonly (readonly number[])[]): Result<KruskalWallis> {
  if (groups.length < 2 || groups.some((group) => group.length === 0)) return refuse({ code: 'empty-group', detail: 'At least two groups are needed, and each needs a value.' });
  const pooled = Float64Array.from(groups.flat());
  const n = pooled.length;
  const ranks = midRanks(pooled);
  let [start, sum] = [0, 0];
  for (const group of groups) {
    const total = ranks.subarray(start, start + group.length).reduce((all, rank) => all + rank, 0);
    sum += (total - (group.length * (n + 1)) / 2) ** 2 / group.length;
    start += group.length;
  }
  const degreesOfFreedom = groups.length - 1;
  const spread = 1 - tieTerm(pooled) / (n ** 3 - n);
  if (!(spread > 0)) return ok({ method: 'kruskal-wallis', n, chiSquare: null, degreesOfFreedom, p: null });
  const chiSquare = ((12 * sum) / (n * (n + 1))) / spread;
  return ok({ method: 'kruskal-wallis', n, chiSquare, degreesOfFreedom, p: chiSquareUpperTail(chiSquare, degreesOfFreedom) });
}
