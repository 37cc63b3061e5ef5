import { normalReach } from '../distributions/normal.ts';

/** A proportion with its counts and its Wilson interval; every number is null when nothing was counted. */
export interface Proportion {
  readonly method: 'wilson';
  readonly events: number;
  readonly n: number;
  readonly value: number | null;
  readonly level: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Wilson's score interval without continuity correction: keeps its coverage near 0 and 1, where Wald's fails. */
export function wilsonProportion(events: number, n: number, level = 0.95): Proportion {
  if (n === 0) return { method: 'wilson', events, n, value: null, level, lower: null, upper: null };
  const z2 = normalReach(level) ** 2;
  const value = events / n;
  const centre = (value + z2 / (2 * n)) / (1 + z2 / n);
  const reach = Math.sqrt(z2 * ((value * (1 - value)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return { method: 'wilson', events, n, value, level, lower: events === 0 ? 0 : centre - reach, upper: events === n ? 1 : centre + reach };
}
