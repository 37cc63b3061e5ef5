import { mendingCellsOf } from './count-sum.rule.ts';
import { isOfKnown } from './known-only.ts';
import { digitsOf, type Finding, type PrintedPaper } from './printed-paper.ts';

/** So many percentages without a decimal are not whole by chance. */
const ENOUGH = 4;

/** Digits of one variable's percentages: those of the table, fewer where all of the variable's show fewer. */
function digitsFor(percents: readonly (number | null)[], most: number): number {
  const own = digitsOf(percents);
  return own < most && percents.filter((percent) => percent !== null && percent > 0 && percent < 100).length >= ENOUGH ? own : most;
}

/**
 * Percentages of Table 1 that are not the rounded share of their count. Where a count is itself wrong (count-sum) the share of the mended
 * count will do too: one slip is one finding.
 */
export function percentRounding({ table1 = [], table1_totals: totals = {} }: PrintedPaper): Finding[] {
  const most = digitsOf(table1.flatMap(({ printed_percent: percent = {} }) => Object.values(percent).flat()));
  return table1.flatMap((variable) => {
    const mending = mendingCellsOf(variable, totals);
    const known = isOfKnown(variable, totals);
    const digits = digitsFor(Object.values(variable.printed_percent ?? {}).flat(), most);
    const room = 0.5 * 10 ** -digits + 1e-9;
    return Object.entries(variable.printed_percent ?? {}).flatMap(([column, percents]) => {
      const counts = variable.counts[column] ?? [];
      const place = Object.keys(variable.counts).indexOf(column);
      const own = counts.reduce((sum, count) => sum + count, 0);
      const denominators = [known ? own : (totals[variable.unit]?.[place] ?? own), ...(mending.some((cell) => cell.column === place) ? [own] : [])];
      return percents.flatMap((printed, level): Finding[] => {
        const count = counts[level];
        if (count === undefined || printed === null) return [];
        const excess = mending.find((cell) => cell.level === level && cell.column === place)?.excess ?? 0;
        const shares = [count, count - excess].flatMap((value) => denominators.map((denominator) => (100 * value) / denominator));
        if (shares.some((share) => Math.abs(share - printed) <= room)) return [];
        const implied = Number((shares[0] ?? NaN).toFixed(digits));
        return [{ rule: 'percent-rounding', where: `table1/${variable.variable}/${variable.levels[level] ?? ''}/${column}`, printed, implied, note: `${count} of ${denominators[0] ?? 0}.` }];
      });
    });
  });
}
