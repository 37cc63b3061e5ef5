import { halfUnit, type PrintedPaper, type PrintedVariable } from './printed-paper.ts';

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/**
 * Whether a variable shows only those in whom it is known: in no column more than the total and in some fewer, the cohorts add up to all in
 * every level, and every percentage is of the levels shown. Such a table leaves its missing values unsaid, which is no slip in a sum.
 */
export function isOfKnown({ counts, levels, unit, printed_percent: percent = {} }: Omit<PrintedVariable, 'variable'>, totals: PrintedPaper['table1_totals']): boolean {
  const columns = Object.entries(counts);
  const [[, all = []] = [], ...parts] = columns;
  const shortfalls = columns.map(([, own], place) => (totals?.[unit]?.[place] ?? NaN) - sum(own));
  if (!shortfalls.every((gap) => gap >= 0) || !shortfalls.some((gap) => gap > 0)) return false;
  if (parts.length > 0 && levels.some((_, level) => all[level] !== sum(parts.map(([, own]) => own[level] ?? 0)))) return false;
  const half = halfUnit(Object.values(percent).flat().filter((value) => value !== null));
  const shown = columns.flatMap(([name, own]) => levels.map((_, level) => ({ count: own[level] ?? 0, whole: sum(own), printed: percent[name]?.[level] ?? null })));
  return shown.length > 0 && shown.every(({ count, whole, printed }) => printed !== null && Math.abs((100 * count) / whole - printed) <= half);
}
