import { isOfKnown } from './known-only.ts';
import type { Finding, PrintedPaper, PrintedVariable } from './printed-paper.ts';

/** What is missing in a variable's rows and columns: a row is "all" against its parts, a column its levels against the total. */
interface Gaps {
  readonly columns: readonly string[];
  /** Printed minus sum of the parts, by level. */
  readonly rows: readonly number[];
  /** Sum of the levels minus the total, by column; 0 where no total is known. */
  readonly sums: readonly number[];
}

function gapsOf({ counts, levels, unit, printed_percent: percent }: Omit<PrintedVariable, 'variable'>, totals: PrintedPaper['table1_totals']): Gaps {
  const columns = Object.keys(counts);
  const cell = (column: string | undefined, level: number): number => (column === undefined ? 0 : (counts[column]?.[level] ?? 0));
  const [all, ...parts] = columns;
  const known = isOfKnown({ counts, levels, unit, printed_percent: percent }, totals);
  return {
    columns,
    rows: levels.map((_, level) => (parts.length === 0 ? 0 : cell(all, level) - parts.reduce((sum, part) => sum + cell(part, level), 0))),
    sums: columns.map((column, place) => {
      const total = totals?.[unit]?.[place];
      return total === undefined || known ? 0 : levels.reduce((sum, _, level) => sum + cell(column, level), 0) - total;
    }),
  };
}

/** A cell and by how much its printed count is too high. */
export interface MendingCell {
  readonly level: number;
  readonly column: number;
  readonly excess: number;
}

/** The cells of which each alone mends its row and its column; none where two would do. */
function mendingCells({ columns, rows, sums }: Gaps): MendingCell[] {
  const candidates = rows.flatMap((row, level) => columns.flatMap((_, column): MendingCell[] => {
    const excess = column === 0 ? row : -row;
    return row !== 0 && sums[column] === excess ? [{ level, column, excess }] : [];
  }));
  return candidates.filter((one) => candidates.filter((other) => other.level === one.level || other.column === one.column).length === 1);
}

/** The mending cells of one variable of Table 1. */
export const mendingCellsOf = (variable: PrintedVariable, totals: PrintedPaper['table1_totals']): MendingCell[] => mendingCells(gapsOf(variable, totals));

function inVariable(variable: PrintedVariable, totals: PrintedPaper['table1_totals']): Finding[] {
  const gaps = gapsOf(variable, totals);
  const base = `table1/${variable.variable}`;
  const cells = mendingCells(gaps);
  const single = cells.map(({ level, column, excess }): Finding => {
    const name = gaps.columns[column] ?? '';
    const printed = variable.counts[name]?.[level] ?? 0;
    return { rule: 'count-sum', where: `${base}/${variable.levels[level] ?? ''}/${name}`, printed, implied: printed - excess, note: 'With this one count the row and the column add up.' };
  });
  const rows = gaps.rows.flatMap((gap, level): Finding[] => {
    if (gap === 0 || cells.some((cell) => cell.level === level)) return [];
    const printed = variable.counts[gaps.columns[0] ?? '']?.[level] ?? 0;
    return [{ rule: 'count-sum', where: `${base}/${variable.levels[level] ?? ''}`, printed, implied: printed - gap, note: 'The cohorts do not add up to all.' }];
  });
  const columns = gaps.sums.flatMap((gap, column): Finding[] => {
    if (gap === 0 || cells.some((cell) => cell.column === column)) return [];
    const name = gaps.columns[column] ?? '';
    const total = totals?.[variable.unit]?.[column] ?? 0;
    return [{ rule: 'count-sum', where: `${base}/${name}`, printed: total + gap, implied: total, note: `The levels do not add up to the ${variable.unit}s of the column.` }];
  });
  return [...single, ...rows, ...columns];
}

/** Counts of Table 1 that do not add up over cohorts and levels. */
export function countSum({ table1 = [], table1_totals: totals = {} }: PrintedPaper): Finding[] {
  const ofTotals = Object.entries(totals).flatMap(([unit, [all = 0, ...parts]]): Finding[] => {
    const implied = parts.reduce((sum, part) => sum + part, 0);
    return parts.length === 0 || all === implied ? [] : [{ rule: 'count-sum', where: `table1_totals/${unit}`, printed: all, implied, note: 'The cohorts do not add up to all.' }];
  });
  return [...ofTotals, ...table1.flatMap((variable) => inVariable(variable, totals))];
}
