import { betaQuantile } from '../distributions/beta.ts';
import { checkCounts, type Limits } from './limits.ts';

/** The exact interval (Clopper and Pearson 1934; R binom.test): never below its level, so often wider than need be. */
export function clopperPearson(events: number, n: number, level = 0.95): Limits {
  checkCounts(events, n);
  const tail = (1 - level) / 2;
  return {
    lower: events === 0 ? 0 : betaQuantile(tail, events, n - events + 1),
    upper: events === n ? 1 : 1 - betaQuantile(tail, n - events, events + 1),
  };
}
