import { normalReach } from '../distributions/normal.ts';
import { checkCounts, type Limits } from './limits.ts';

/** Wilson's interval with continuity correction (Newcombe 1998, method 4). R's prop.test equals it except at n / 2, where R drops the correction. */
export function wilsonContinuity(events: number, n: number, level = 0.95): Limits {
  checkCounts(events, n);
  const z = normalReach(level);
  const share = events / n;
  const root = (sign: 1 | -1): number => z * Math.sqrt(z * z + sign * 2 - 1 / n + 4 * share * (n * (1 - share) - sign));
  return {
    lower: events === 0 ? 0 : (2 * events + z * z - 1 - root(-1)) / (2 * (n + z * z)),
    upper: events === n ? 1 : (2 * events + z * z + 1 + root(1)) / (2 * (n + z * z)),
  };
}
