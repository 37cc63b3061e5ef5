import { ok, type Result } from '@echocohort/kernel';
import { columnsRead, nomogram, parseFormula, prettyTicks, readNomogram, selectRows, withColumn, type DataTable, type Nomogram } from '@echocohort/statistics';
import { CaseUnreadable, valueOf, type CaseContext, type Fields, type MethodAdapter } from './adapter.ts';
import { tableOf } from './columns.ts';
import { withDerived } from './derived-columns.ts';
import { isFields, listFrom, matrixFrom, numberFrom, numberOr, presentNumbers, textField } from './input.ts';
import { levelOrderOf } from './level-order.ts';

/** Columns of public data sets that are coded 0 and 1 and mean no and yes (MASS::birthwt's help page): rms shows them as such. */
const NO_YES: Readonly<Record<string, readonly string[]>> = { 'birthwt.csv': ['smoke', 'ht', 'ui'] };

function labelled(table: DataTable, csv: unknown): DataTable {
  const names = typeof csv === 'string' ? (NO_YES[csv] ?? []) : [];
  return names.reduce((grown, name) => withColumn(grown, name, (grown.columns.get(name) ?? []).map((cell) => (cell === null ? null : cell === 1 ? 'yes' : 'no'))), table);
}

/** "Complete cases of a, b and c": rows that have all of them, even those that the model does not use. */
function completeRows(table: DataTable, note: string): DataTable {
  const listed = /complete cases of ([\w., ]+?)(?: \(|\.(?:\s|$)|;|$)/i.exec(note)?.[1]?.split(/,\s*(?:and )?|\s+and\s+/) ?? [];
  const columns = listed.flatMap((name) => table.columns.get(name.trim()) ?? []).length === 0 ? [] : listed.flatMap((name) => {
    const column = table.columns.get(name.trim());
    return column === undefined ? [] : [column];
  });
  return columns.length === 0 ? table : selectRows(table, (row) => columns.every((column) => (column[row] ?? null) !== null));
}

/** The numbers of `fun.at = c(...)` in a call. */
function risksIn(input: Fields, call: string): number[] | undefined {
  if (input.fun_at !== undefined) return presentNumbers(input, 'fun_at');
  return /fun\.at = c\(([^)]*)\)/.exec(call)?.[1]?.split(',').map(Number);
}

/** Points of the longest axis: given, in the call, or said in the note. */
const scaleOf = (input: Fields, { call, note }: CaseContext): number =>
  numberFrom(input.maxscale) ?? Number(/maxscale = ([\d.]+)/.exec(call)?.[1] ?? /scale of ([\d.]+) points/i.exec(note)?.[1] ?? 100);

function chartFields(chart: Nomogram): Fields {
  return {
    coefficients: chart.model.coefficients.map(({ term, estimate }) => ({ term, estimate })), scale_points_per_lp: chart.pointsPerUnit, lp_at_zero_points: chart.predictorAtZero, maxscale: chart.largestScale,
    range_xbeta: chart.axes.map(({ variable, lowest, highest }) => ({ variable, min: lowest, max: highest })),
    axes: chart.axes.map(({ variable, ticks }) => ({ variable, values: ticks.map(({ value }) => value), xbeta: ticks.map(({ contribution }) => contribution), points: ticks.map(({ points }) => points) })),
    total_points_axis: chart.totalTicks,
    lp_axis: { lp: chart.predictorTicks.map(({ value }) => value), points: chart.predictorTicks.map(({ points }) => points) },
    risk_axis: { risk: chart.riskTicks.map(({ risk }) => risk), points_interpolated: chart.riskTicks.map(({ points }) => points), points_exact: chart.riskTicks.map(({ points }) => points) },
  };
}

function patientOf(value: unknown): Record<string, number | string> {
  if (!isFields(value)) throw new CaseUnreadable('a patient has a value for each variable');
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, typeof entry === 'string' ? entry : (numberFrom(entry) ?? NaN)]));
}

function chartOf(input: Fields, context: CaseContext): Result<Nomogram> {
  const formula = textField(input, 'formula');
  const plain = tableOf(input, context);
  const parsed = valueOf(parseFormula(formula, [...plain.columns.keys()]));
  const named = withDerived(plain, [parsed.response, ...parsed.variables].flatMap(columnsRead), input, context);
  const table = completeRows(labelled(named, input.csv), context.note);
  const risks = risksIn(input, context.call);
  const declared = levelOrderOf(input, context);
  const order = (column: string, labels: readonly string[]): readonly string[] => (labels.every((label) => label === 'no' || label === 'yes') ? labels.toSorted() : declared(column, labels));
  return nomogram(formula, table, { order, scale: scaleOf(input, context), ...(risks ? { risks } : {}) });
}

/** Nomograms as rms lays them out, one patient read off, and the tick marks themselves. */
export const adapter: MethodAdapter = {
  method: 'nomogram',
  run(input, context) {
    if (input.ranges !== undefined) return ok(listFrom(matrixFrom(input.ranges)).map((range) => prettyTicks(Number(listFrom(range)[0]), Number(listFrom(range)[1]), numberOr(input, 'n', 5))));
    const chart = valueOf(chartOf(input, context));
    if (input.patient === undefined) return ok(chartFields(chart));
    const { points, total, linearPredictor, probability } = valueOf(readNomogram(chart, patientOf(input.patient)));
    return ok({ points, total, linear_predictor: linearPredictor, probability });
  },
};
