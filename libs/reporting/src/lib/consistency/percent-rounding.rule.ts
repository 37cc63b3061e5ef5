import { mendingCellsOf } from './count-sum.rule.ts';
import { digitsOf, halfUnit, type Finding, type PrintedPaper } from './printed-paper.ts';

/**
 * Percentages of Table 1 that are not the rounded share of their count. Where a count is itself wrong (count-sum) the share of the mended
 * count will do too: one slip is one finding.
 */
export function percentRounding({ table1 = [], table1_totals: totals = {} }: PrintedPaper): Finding[] {
  const all = table1.flatMap(({ printed_percent: percent = {} }) => Object.values(percent).flat());
  const [digits, room] = [digitsOf(all), halfUnit(all)];
  return table1.flatMap((variable) => {
    const mending = mendingCellsOf(variable, totals);
    return Object.entries(variable.printed_percent ?? {}).flatMap(([column, percents]) => {
      const counts = variable.counts[column] ?? [];
      const place = Object.keys(variable.counts).indexOf(column);
      const own = counts.reduce((sum, count) => sum + count, 0);
      const denominators = [totals[variable.unit]?.[place] ?? own, ...(mending.some((cell) => cell.column === place) ? [own] : [])];
      return percents.flatMap((printed, level): Finding[] => {
        const count = counts[level];
        if (count === undefined) return [];
        const excess = mending.find((cell) => cell.level === level && cell.column === place)?.excess ?? 0;
        const shares = [count, count - excess].flatMap((value) => denominators.map((denominator) => (100 * value) / denominator));
        if (shares.some((share) => Math.abs(share - printed) <= room)) return [];
        const implied = Number((shares[0] ?? NaN).toFixed(digits));
        return [{ rule: 'percent-rounding', where: `table1/${variable.variable}/${variable.levels[level] ?? ''}/${column}`, printed, implied, note: `${count} of ${denominators[0] ?? 0}.` }];
      });
    });
  });
}
