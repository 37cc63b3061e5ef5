import { cellDistribution, zeroBetween } from '@echocohort/statistics';
import type { Fields } from './adapter.ts';

/** R's default tolerance of a root, epsilon^(1/4): coarse for a reciprocal near nought. */
const COARSE = Number.EPSILON ** 0.25;

/** The odds ratio at which a monotone function of it is zero, found as R's fisher.test does: on (0, 1), or on the reciprocal. */
function solved(f: (oddsRatio: number) => number, below: boolean): number {
  if (f(1) === 0) return 1;
  return below ? zeroBetween(f, 0, 1, COARSE) : 1 / zeroBetween((reciprocal) => f(1 / reciprocal), Number.EPSILON, 1, COARSE);
}

/**
 * Estimate and limits as R prints them, right to about 1e-4 of the scale that R solves on. For comparison with printed R output only;
 * the platform reports the exact ones.
 */
export function fisherAsRSolves(table: readonly (readonly number[])[], level = 0.95): Fields {
  const [[x = 0, b = 0] = [], [c = 0, d = 0] = []] = table;
  const cell = cellDistribution(x + b, c + d, x + c);
  const tail = (1 - level) / 2;
  const mean = (ratio: number): number => cell.mean(Math.log(ratio)) - x;
  const upper = (ratio: number): number => cell.upper(x, Math.log(ratio)) - tail;
  const lower = (ratio: number): number => cell.lower(x, Math.log(ratio)) - tail;
  return {
    r_estimate: x === cell.low ? 0 : x === cell.high ? Infinity : solved(mean, mean(1) > 0),
    r_conf_int: [x === cell.low ? 0 : solved(upper, upper(1) > 0), x === cell.high ? Infinity : solved(lower, lower(1) < 0)],
  };
}
