import { halfUnit, type Finding, type PrintedPaper } from './printed-paper.ts';

/** A Wald interval is symmetric on the logarithm: the odds ratio is the geometric mean of its limits, but for rounding. */
export function orNotGeometricMean({ odds_ratios: rows = [] }: PrintedPaper): Finding[] {
  return rows.flatMap(({ factor, or, lower, upper }): Finding[] => {
    const half = halfUnit([or, lower, upper]);
    const least = Math.sqrt(Math.max(0, lower - half) * Math.max(0, upper - half)) - half;
    const most = Math.sqrt((lower + half) * (upper + half)) + half;
    if (or >= least && or <= most && lower <= or && or <= upper) return [];
    return [{ rule: 'or-not-geometric-mean', where: `odds_ratios/${factor}`, printed: { or, lower, upper }, implied: Math.sqrt(lower * upper), note: 'The geometric mean of the limits.' }];
  });
}
