import { normalReach } from '../distributions/normal.ts';
import { checkCounts, type Limits } from './limits.ts';

/** Wald's interval after adding z^2 / 2 events and as many others (Agresti and Coull 1998; z itself, not 2). May leave [0, 1]: see cutToUnit. */
export function agrestiCoull(events: number, n: number, level = 0.95): Limits {
  checkCounts(events, n);
  const z = normalReach(level);
  const total = n + z * z;
  const centre = (events + (z * z) / 2) / total;
  const reach = z * Math.sqrt((centre * (1 - centre)) / total);
  return { lower: centre - reach, upper: centre + reach };
}
