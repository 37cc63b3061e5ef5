/** Which deviation from the null hypothesis a test looks for. */
export type Alternative = 'two-sided' | 'greater' | 'less';

/** The p value of a statistic from a function that gives upper tails, so that no tail is a difference from one. */
export function tailProbability(statistic: number, alternative: Alternative, upper: (value: number) => number): number {
  if (alternative === 'greater') return upper(statistic);
  if (alternative === 'less') return upper(-statistic);
  return Math.min(1, 2 * upper(Math.abs(statistic)));
}
