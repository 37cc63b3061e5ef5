import { halfUnit, type Finding, type PrintedPaper } from './printed-paper.ts';

/** A Wald interval is symmetric on the logarithm: the odds ratio is the geometric mean of its limits, but for rounding. */
export function orNotGeometricMean({ odds_ratios: rows = [] }: PrintedPaper): Finding[] {
  return rows.flatMap(({ factor, or, lower, upper }): Finding[] => {
    const shared = halfUnit([or, lower, upper]);
    // Beside one decimal a number of two digits and more may have been printed whole.
    const half = (value: number): number => (shared > 0.04 && Number.isInteger(value) && value >= 10 ? 0.5 : shared);
    const least = Math.sqrt(Math.max(0, lower - half(lower)) * Math.max(0, upper - half(upper))) - half(or);
    const most = Math.sqrt((lower + half(lower)) * (upper + half(upper))) + half(or);
    if (or >= least && or <= most && lower <= or && or <= upper) return [];
    return [{ rule: 'or-not-geometric-mean', where: `odds_ratios/${factor}`, printed: { or, lower, upper }, implied: Math.sqrt(lower * upper), note: 'The geometric mean of the limits.' }];
  });
}
