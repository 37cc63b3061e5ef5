import { ok, refuse, type Result } from '@echocohort/kernel';
import type { LbcRecord, LesionScore, TrainingConfig } from '@echocohort/model';
import { dataTable, designMatrix, firthRegression, fitLogistic, logistic, nomogram, parseFormula, type Cell, type DataTable, type Design } from '@echocohort/statistics';
import type { LockedSnapshot } from '../snapshot/read-snapshot.ts';
import { factorValue, formulaName } from './factors.ts';
import { selectFactors } from './select-factors.ts';

const OUTCOME = 'malignant';
const SCORE = 'lb_score';
/** Lesions of the rarer class for each coefficient of the final fit. */
const OUTCOMES_PER_FACTOR = 5;

/** Model-LBC: its record, and its risk for every lesion. */
export interface FittedLbc {
  readonly record: LbcRecord;
  readonly predictions: readonly LesionScore[];
}

/** A row of the regression's table. */
interface Row {
  readonly score: LesionScore;
  readonly malignant: boolean | null;
  readonly cells: ReadonlyMap<string, Cell>;
}

function rowsOf(snapshot: LockedSnapshot, scores: readonly LesionScore[], outcomes: ReadonlyMap<string, boolean>, config: TrainingConfig): Result<{ rows: Row[]; candidates: string[] }> {
  const asked = config.factors.candidates;
  const known = new Map(snapshot.study.analysis.map((variable) => [variable.code, variable]));
  const unknown = asked?.find((code) => !known.has(code));
  if (unknown !== undefined) return refuse({ code: 'factor-unknown', detail: `The study has no analysis variable ${unknown}.`, field: unknown });
  const variables = snapshot.study.analysis.filter((variable) => (asked ? asked.includes(variable.code) : variable.candidate === true));
  if (variables.length === 0) return refuse({ code: 'no-factors', detail: 'The study in the snapshot marks no analysis variable as a candidate factor, so there is nothing for Model-LBC to add; train Model-LB.' });
  const rows = scores.map((score): Row => {
    const answers = snapshot.answers.get(score.lesion) ?? {};
    const cells = variables.map((variable): [string, Cell] => [formulaName(variable.code), factorValue(variable, answers)]);
    return { score, malignant: outcomes.get(score.lesion) ?? null, cells: new Map([[SCORE, score.score], ...cells]) };
  });
  return ok({ rows, candidates: variables.map(({ code }) => formulaName(code)) });
}

function tableOf(rows: readonly Row[], variables: readonly string[]): DataTable {
  const columns = variables.map((variable): [string, Cell[]] => [variable, rows.map(({ cells }) => cells.get(variable) ?? null)]);
  return dataTable([[OUTCOME, rows.map(({ malignant }) => (malignant === null ? null : malignant ? 1 : 0))], ...columns]);
}

const rarer = (rows: readonly Row[]): number => Math.min(rows.filter(({ malignant }) => malignant === true).length, rows.filter(({ malignant }) => malignant === false).length);

interface Fit {
  readonly kind: LbcRecord['fit'];
  readonly coefficients: readonly { readonly term: string; readonly estimate: number; readonly standardError: number; readonly lower: number; readonly upper: number; readonly p: number }[];
  readonly warnings: readonly string[];
}

/** Maximum likelihood; Firth's penalised fit where that has no maximum. */
function fit(design: Design): Result<Fit> {
  const likely = fitLogistic(design);
  if (likely.ok) return ok({ kind: 'maximum-likelihood', coefficients: likely.value.coefficients.map(({ interval, ...rest }) => ({ ...rest, lower: interval.lower, upper: interval.upper })), warnings: likely.value.warnings });
  const firth = firthRegression(design);
  if (!firth.ok) return firth;
  return ok({ kind: 'firth', coefficients: firth.value.coefficients.map(({ interval, ...rest }) => ({ ...rest, lower: interval.lower, upper: interval.upper })), warnings: [`${likely.refusal.code}: Firth's penalised fit was used`] });
}

/** What stands for a missing factor: the mean of a number, the most frequent of codes, among the lesions fitted. */
function replacementFor(rows: readonly Row[], variable: string): number | string {
  const cells = rows.flatMap(({ cells: own }) => own.get(variable) ?? []);
  const numbers = cells.filter((cell) => typeof cell === 'number');
  if (numbers.length === cells.length && new Set(numbers).size > 2) return numbers.reduce((sum, value) => sum + value, 0) / Math.max(1, numbers.length);
  const counts = new Map<number | string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

function nomogramOf(table: DataTable, formula: string): LbcRecord['nomogram'] {
  const chart = nomogram(formula, table);
  if (!chart.ok) return null;
  const { axes, totalTicks, riskTicks, pointsPerUnit, predictorAtZero } = chart.value;
  return { axes: axes.map(({ variable, ticks }) => ({ variable, ticks: ticks.map(({ value, points }) => ({ value, points })) })), totalTicks: [...totalTicks], riskTicks: riskTicks.map(({ risk, points }) => ({ risk, points })), pointsPerUnit, predictorAtZero };
}

/** The variable and level behind a coefficient's term: `echogenicityhypo` is `hypo` of `echogenicity`. */
function termParts(term: string, variables: readonly string[]): { variable: string | null; level: string | null } {
  const variable = [...variables].sort((a, b) => b.length - a.length).find((name) => term.startsWith(name)) ?? null;
  return { variable, level: variable !== null && term.length > variable.length ? term.slice(variable.length) : null };
}

const EXPONENT_LIMIT = 700;
const oddsRatioOf = (estimate: number): number => Math.exp(Math.max(-EXPONENT_LIMIT, Math.min(EXPONENT_LIMIT, estimate)));

/**
 * Model-LBC (paper 2.6): logistic regression on the lesion's Model-LB score and selected factors. Factors are selected among all development lesions; the final
 * fit uses the internal set only, because scores of lesions that the network learned from are too good and would take all the weight.
 */
export function fitLbc(snapshot: LockedSnapshot, scores: readonly LesionScore[], outcomes: ReadonlyMap<string, boolean>, config: TrainingConfig): Result<FittedLbc> {
  const read = rowsOf(snapshot, scores, outcomes, config);
  if (!read.ok) return read;
  const { rows, candidates } = read.value;
  const development = rows.filter(({ score }) => score.set !== 'external_validation');
  const fitted = rows.filter(({ score }) => score.set === 'internal_validation');
  if (rarer(fitted) === 0) return refuse({ code: 'internal-set-one-class', detail: 'The internal set has lesions of one class only; Model-LBC is fitted to it and needs both.' });
  const { selection: kind, alpha } = config.factors;
  const most = Math.max(1, Math.floor(rarer(fitted) / OUTCOMES_PER_FACTOR) - 1);
  const univariable = selectFactors(tableOf(development, candidates), { outcome: OUTCOME, candidates, kind, alpha, most });
  const variables = [SCORE, ...univariable.filter(({ selected }) => selected).map(({ variable }) => variable)];
  const filled = variables.slice(1).map((variable) => ({ variable, value: replacementFor(development, variable), lesions: rows.filter(({ cells }) => (cells.get(variable) ?? null) === null).length }));
  const replacements = new Map(filled.map(({ variable, value }) => [variable, value]));
  const whole = (row: Row): Row => ({ ...row, cells: new Map(variables.map((variable) => [variable, row.cells.get(variable) ?? replacements.get(variable) ?? null])) });
  const table = tableOf(fitted.map(whole), variables);
  const text = `${OUTCOME} ~ ${variables.join(' + ')}`;
  const formula = parseFormula(text);
  const design = formula.ok ? designMatrix(formula.value, table) : formula;
  const model = design.ok ? fit(design.value) : design;
  if (!model.ok) return model;
  const predictions = rows.map((row) => ({ ...row.score, score: riskOf(model.value, whole(row), variables) }));
  const malignant = fitted.filter((row) => row.malignant === true).length;
  const record: LbcRecord = {
    format: 'echocohort-lbc/1', fit: model.value.kind, fittedOn: { set: 'internal_validation', lesions: fitted.length, malignant },
    coefficients: model.value.coefficients.map(({ term, estimate, standardError, lower, upper, p }) => ({ term, ...termParts(term, variables), estimate, standardError, oddsRatio: oddsRatioOf(estimate), lower, upper, p })),
    selection: { kind, alpha, lesions: development.length, univariable }, replacements: filled, nomogram: nomogramOf(table, text), warnings: [...model.value.warnings],
  };
  return ok({ record, predictions });
}

function riskOf(model: Fit, row: Row, variables: readonly string[]): number {
  const predictor = model.coefficients.reduce((sum, { term, estimate }) => {
    const { variable, level } = termParts(term, variables);
    if (variable === null) return sum + estimate;
    const cell = row.cells.get(variable) ?? null;
    return sum + estimate * (level === null ? Number(cell) : String(cell) === level ? 1 : 0);
  }, 0);
  return logistic(predictor);
}
