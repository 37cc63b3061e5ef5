/** Two ends of an interval. */
export interface Limits {
  readonly lower: number;
  readonly upper: number;
}

/** An interval for events of n, n > 0, at a level. */
export type ProportionInterval = (events: number, n: number, level?: number) => Limits;

/** An interval cut to where a proportion can lie. */
export const cutToUnit = ({ lower, upper }: Limits): Limits => ({ lower: Math.min(1, Math.max(0, lower)), upper: Math.min(1, Math.max(0, upper)) });

/** Refuses counts that are no proportion; nothing is estimable from 0 of 0, which callers handle first. */
export function checkCounts(events: number, n: number): void {
  if (!(Number.isFinite(events) && Number.isFinite(n) && n > 0 && events >= 0 && events <= n)) throw new RangeError('a proportion needs 0 <= events <= n and n above 0');
}
