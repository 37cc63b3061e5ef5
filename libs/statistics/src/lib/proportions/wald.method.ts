import { normalReach } from '../distributions/normal.ts';
import { checkCounts, type Limits } from './limits.ts';

/** The textbook interval; shown for comparison only, since it fails near 0 and 1. May leave [0, 1]: see cutToUnit. */
export function waldInterval(events: number, n: number, level = 0.95): Limits {
  checkCounts(events, n);
  const share = events / n;
  const reach = normalReach(level) * Math.sqrt((share * (1 - share)) / n);
  return { lower: share - reach, upper: share + reach };
}
