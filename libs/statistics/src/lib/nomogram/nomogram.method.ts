import { ok, refuse, type Result } from '@echocohort/kernel';
import { evaluateRows } from '../expression/evaluate-expression.ts';
import { logistic, logit } from '../expression/functions.ts';
import { columnsRead, writeExpression } from '../expression/syntax-tree.ts';
import { designMatrix, type Design, type DesignOptions } from '../formula/design-matrix.ts';
import { parseFormula } from '../formula/model-formula.ts';
import { defaultLevels } from '../formula/level-order.ts';
import { usedLevels, variableColumns, type ModelVariable } from '../formula/model-variable.ts';
import { fitLogistic, type FittedLogistic } from '../logistic/logistic-model.ts';
import type { Cell, DataTable } from '../table/data-table.ts';
import { prettyTicks } from './pretty-ticks.ts';

/** The axis of one variable: at each tick its share of the linear predictor and its points. */
export interface NomogramAxis {
  readonly variable: string;
  readonly ticks: readonly { readonly value: number | string; readonly contribution: number; readonly points: number }[];
  readonly lowest: number;
  readonly highest: number;
}

/** A nomogram of a logistic model, after rms. */
export interface Nomogram {
  readonly method: 'nomogram';
  readonly model: FittedLogistic;
  readonly axes: readonly NomogramAxis[];
  readonly pointsPerUnit: number;
  /** The linear predictor of a patient with no points. */
  readonly predictorAtZero: number;
  readonly largestScale: number;
  readonly totalTicks: readonly number[];
  readonly predictorTicks: readonly { readonly value: number; readonly points: number }[];
  readonly riskTicks: readonly { readonly risk: number; readonly points: number }[];
}

/** How a nomogram is drawn. */
export interface NomogramOptions extends Omit<DesignOptions, 'naming'> {
  /** Points of the longest axis. */
  readonly scale?: number;
  readonly risks?: readonly number[];
  /** How many ticks an axis should have, about. */
  readonly ticks?: number;
}

/** A patient's points, their sum and the risk; the risk is the closed form, not read off an axis. */
export interface NomogramReading {
  readonly points: Readonly<Record<string, number>>;
  readonly total: number;
  readonly linearPredictor: number;
  readonly probability: number;
}

/** The risks drawn where none are asked for: those that rms users draw. */
const RISKS = [0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99];
/** A variable with no more different values than this has a tick at each. */
const FEW_VALUES = 10;

/** What a variable adds to the linear predictor at given values of its column. */
function contributions(model: FittedLogistic, place: number, values: readonly (number | string)[], options: DesignOptions): Result<number[]> {
  const variable = model.design.variables[place];
  const term = model.design.formula.terms.findIndex(({ variables }) => variables.length === 1 && variables[0] === place);
  if (variable === undefined) return refuse({ code: 'variable-unknown', detail: 'The model has no such variable.' });
  const coefficients = new Map(model.coefficients.map(({ term: name, estimate }) => [name, estimate]));
  const own = model.design.columns.filter((column) => column.term === term);
  const table: DataTable = { length: values.length, columns: new Map([[variable.source, values]]) };
  const evaluated = variable.kind === 'factor' ? ok<{ readonly cells: readonly Cell[] }>({ cells: values.map(String) }) : evaluateRows(variable.expression, table);
  if (!evaluated.ok) return evaluated;
  const shown: ModelVariable = { ...variable, cells: evaluated.value.cells };
  if (shown.kind === 'factor') {
    return ok(values.map((value) => own.reduce((sum, column) => sum + (column.name === `${variable.source}=${value}` ? (coefficients.get(column.name) ?? 0) : 0), 0)));
  }
  const columns = variableColumns(shown, values.map((_, row) => row), { full: false, naming: 'rms', order: options.order ?? defaultLevels });
  return ok(values.map((_, row) => columns.reduce((sum, { name, values: column }) => sum + (coefficients.get(name) ?? 0) * (column[row] ?? NaN), 0)));
}

/** Ticks: a factor's levels, few values as they are, else round numbers over the full range of the whole table. */
function tickValues(variable: ModelVariable, model: FittedLogistic, table: DataTable, { order = defaultLevels, ticks = 10 }: NomogramOptions): (number | string)[] {
  if (variable.kind === 'factor') return usedLevels(variable, model.design.rows, order);
  const cells = table.columns.get(variable.source) ?? variable.cells;
  const distinct = [...new Set(cells.filter((cell): cell is number => typeof cell === 'number' && Number.isFinite(cell)))].sort((a, b) => a - b);
  return distinct.length <= FEW_VALUES ? distinct : prettyTicks(distinct[0] ?? NaN, distinct.at(-1) ?? NaN, ticks);
}

function onlyMainEffects(model: FittedLogistic): Result<null> {
  const joint = model.design.formula.terms.find(({ variables }) => variables.length > 1);
  if (joint) return refuse({ code: 'interaction-not-drawable', detail: `${joint.label} is an interaction, which has no axis of its own.` });
  const contrasted = model.design.variables.find((variable) => variable.kind === 'factor' && variable.contrasts !== 'treatment');
  if (contrasted) return refuse({ code: 'variable-not-drawable', detail: `${contrasted.label} is compared by contrasts and not with a reference level, so it has no axis.` });
  const several = model.design.variables.find(({ kind, expression }) => kind !== 'factor' && columnsRead(expression).length !== 1);
  return several ? refuse({ code: 'variable-not-drawable', detail: `${writeExpression(several.expression)} depends on more than one column, so it has no axis.` }) : ok(null);
}

function drawn(model: FittedLogistic, table: DataTable, options: NomogramOptions): Result<Nomogram> {
  const raw: { variable: string; values: (number | string)[]; shares: number[] }[] = [];
  for (const [place, variable] of model.design.variables.entries()) {
    const values = tickValues(variable, model, table, options);
    const shares = contributions(model, place, values, options);
    if (!shares.ok) return shares;
    const usable = values.map((value, at) => ({ value, share: shares.value[at] ?? NaN })).filter(({ share }) => Number.isFinite(share));
    raw.push({ variable: variable.source, values: usable.map(({ value }) => value), shares: usable.map(({ share }) => share) });
  }
  const ranges = raw.map(({ shares }) => ({ lowest: shares.reduce((a, b) => Math.min(a, b), Infinity), highest: shares.reduce((a, b) => Math.max(a, b), -Infinity) }));
  const widest = ranges.reduce((most, { lowest, highest }) => Math.max(most, highest - lowest), -Infinity);
  if (!(widest > 0)) return refuse({ code: 'nothing-to-draw', detail: 'No variable of the model changes the risk.' });
  const scale = options.scale ?? 100;
  const pointsPerUnit = scale / widest;
  const intercept = model.coefficients.find(({ term }) => term === 'Intercept' || term === '(Intercept)')?.estimate ?? 0;
  const predictorAtZero = ranges.reduce((sum, { lowest }) => sum + lowest, intercept);
  const axes = raw.map(({ variable, values, shares }, at): NomogramAxis => {
    const { lowest = 0, highest = 0 } = ranges[at] ?? {};
    return { variable, lowest, highest, ticks: values.map((value, tick) => ({ value, contribution: shares[tick] ?? NaN, points: ((shares[tick] ?? NaN) - lowest) * pointsPerUnit })) };
  });
  const pointsAt = (predictor: number): number => (predictor - predictorAtZero) * pointsPerUnit;
  const [least, most] = model.predictor.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  const predictorTicks = prettyTicks(least, most, options.ticks ?? 10).map((value) => ({ value, points: pointsAt(value) }));
  const [from, to] = [predictorTicks[0]?.value ?? NaN, predictorTicks.at(-1)?.value ?? NaN];
  const riskTicks = (options.risks ?? RISKS).filter((risk) => logit(risk) >= from && logit(risk) <= to).map((risk) => ({ risk, points: pointsAt(logit(risk)) }));
  // rms lets the axis of totals reach the last tick of the linear predictor, and with one variable only its own scale.
  const longest = axes.length === 1 ? scale : Math.max(scale, pointsAt(to));
  return ok({ method: 'nomogram', model, axes, pointsPerUnit, predictorAtZero, largestScale: scale, totalTicks: prettyTicks(0, longest, options.ticks ?? 10), predictorTicks, riskTicks });
}

/** Lays out the nomogram of a fit that is there already; its design must carry the names of rms. Axes span the whole table. */
export function nomogramOfFit(fit: FittedLogistic, table: DataTable, options: NomogramOptions = {}): Result<Nomogram> {
  const drawable = onlyMainEffects(fit);
  return drawable.ok ? drawn(fit, table, options) : drawable;
}

/** Fits the formula, by maximum likelihood unless another fit is given, and lays out its nomogram. Axes span the whole table, the fit rests on the complete rows. */
export function nomogram(formula: string, table: DataTable, options: NomogramOptions = {}, fit: (design: Design) => Result<FittedLogistic> = fitLogistic): Result<Nomogram> {
  const read = parseFormula(formula, [...table.columns.keys()]);
  if (!read.ok) return read;
  const design = designMatrix(read.value, table, { ...options, naming: 'rms' });
  if (!design.ok) return design;
  const model = fit(design.value);
  return model.ok ? nomogramOfFit(model.value, table, options) : model;
}

/** Reads one patient off a nomogram. */
export function readNomogram(chart: Nomogram, patient: Readonly<Record<string, number | string>>, options: DesignOptions = {}): Result<NomogramReading> {
  const points: Record<string, number> = {};
  for (const [place, axis] of chart.axes.entries()) {
    const value = patient[axis.variable];
    const variable = chart.model.design.variables[place];
    if (value === undefined) return refuse({ code: 'value-missing', detail: `The patient has no value for ${axis.variable}.`, field: axis.variable });
    if (variable?.kind === 'factor' && !axis.ticks.some((tick) => tick.value === String(value))) return refuse({ code: 'level-unknown', detail: `The model has not seen this level of ${axis.variable}.`, field: axis.variable });
    const share = contributions(chart.model, place, [value], options);
    if (!share.ok) return share;
    points[axis.variable] = ((share.value[0] ?? NaN) - axis.lowest) * chart.pointsPerUnit;
  }
  const total = Object.values(points).reduce((sum, value) => sum + value, 0);
  const linearPredictor = chart.predictorAtZero + total / chart.pointsPerUnit;
  return ok({ points, total, linearPredictor, probability: logistic(linearPredictor) });
}
