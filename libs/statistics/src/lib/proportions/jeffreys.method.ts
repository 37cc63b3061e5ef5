import { betaQuantile } from '../distributions/beta.ts';
import { checkCounts, type Limits } from './limits.ts';

/** Equal-tailed interval of the posterior under Jeffreys' prior; 0 and 1 are limits where nothing or everything happened (Brown 2001). */
export function jeffreysInterval(events: number, n: number, level = 0.95): Limits {
  checkCounts(events, n);
  const tail = (1 - level) / 2;
  return {
    lower: events === 0 ? 0 : betaQuantile(tail, events + 0.5, n - events + 0.5),
    upper: events === n ? 1 : 1 - betaQuantile(tail, n - events + 0.5, events + 0.5),
  };
}
