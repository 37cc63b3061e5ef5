import { ok, refuse, type Result } from '@echocohort/kernel';
import type { Design, FittedLogistic } from '@echocohort/statistics';
import type { LbcResult, ModelInput, OddsResult } from '../results/model.schema.ts';
import type { StudyLesion } from '../study/read-study.ts';
import type { ScoredModel } from '../study/scored-models.ts';
import { lesionsOf, SETS, type Study } from '../study/study.ts';
import type { StudyVariable } from '../study/variables.ts';
import { equationFit, originOf } from './fit-result.ts';
import { columnName, fitTable, OUTCOME, SCORE, type FitTable } from './fit-table.ts';
import { patientValues, riskOf } from './read-nomogram.ts';

/** Model-LBC with everything that other analyses need of it. */
export interface FittedLbc {
  readonly result: LbcResult;
  readonly model: FittedLogistic;
  readonly table: FitTable;
  readonly factors: readonly StudyVariable[];
  readonly base: ScoredModel;
}

/** The image model whose score goes into Model-LBC: Model-LB, or the first there is. */
export const baseModel = (models: readonly ScoredModel[]): ScoredModel | undefined => models.find(({ code, kind }) => kind === 'image' && code === 'LB') ?? models.find(({ code, kind }) => kind === 'image' && code !== 'LBC') ?? models.find(({ kind }) => kind === 'image');

function range(values: readonly (number | string | null)[]): { minimum: number | null; maximum: number | null } {
  const numbers = values.filter((value): value is number => typeof value === 'number');
  return numbers.length === 0 ? { minimum: null, maximum: null } : { minimum: numbers.reduce((a, b) => Math.min(a, b)), maximum: numbers.reduce((a, b) => Math.max(a, b)) };
}

/** What a person types in, with the range or the levels that the training set showed. */
export function modelInputs(base: ScoredModel, factors: readonly StudyVariable[], used: readonly StudyLesion[]): ModelInput[] {
  const score: ModelInput = { name: SCORE, label: { zh: `${base.label.zh} 评分`, en: `${base.label.en} score` }, kind: 'score', measuredIn: null, possible: { minimum: 0, maximum: 1 }, ...range(used.map(({ lesion }) => base.scores.get(lesion) ?? null)), levels: [] };
  return [score, ...factors.map((variable): ModelInput => {
    const values = used.map((lesion) => lesion.values[variable.code] ?? null);
    const seen = new Set(values.map(String));
    const kind = variable.kind === 'continuous' ? 'number' : variable.kind === 'binary' ? 'binary' : 'choice';
    return { name: variable.code, label: variable.label, kind, measuredIn: variable.kind === 'continuous' ? (variable.item.unit ?? null) : null, ...(kind === 'number' && variable.item.range ? { possible: { minimum: variable.item.range.min ?? null, maximum: variable.item.range.max ?? null } } : {}), ...(kind === 'number' ? range(values) : { minimum: null, maximum: null }), levels: variable.levels.filter(({ code }) => seen.has(code)).map(({ code, label }) => ({ code, label })) };
  })];
}

/** The input, and for a factor the level, that a column of the design stands for; the intercept has none. */
export function termInput(design: Design, name: string, table: FitTable): { name: string; input: string | null; level: string | null } {
  const origin = originOf(design, name, table.order);
  const variable = origin === null ? undefined : table.variableOf(origin.column);
  return { name, input: origin === null ? null : (variable?.code ?? SCORE), level: variable?.kind === 'categorical' ? (origin?.level ?? null) : null };
}

/** The equation of a fit: its terms by input and level, and the covariance of their coefficients. */
export function lbcEquation(model: FittedLogistic, table: FitTable): NonNullable<LbcResult['equation']> {
  return {
    level: model.level, covariance: model.covariance.map((row) => [...row]),
    terms: model.coefficients.map(({ term, estimate }) => ({ ...termInput(model.design, term, table), coefficient: estimate })),
  };
}

/** The probability of each lesion that has the score and all factors; a level that training never showed leaves the lesion without one. */
export function lbcScores({ equation, inputs }: Pick<LbcResult, 'equation' | 'inputs'>, base: ScoredModel, lesions: readonly StudyLesion[]): Map<string, number> {
  const found = new Map<string, number>();
  if (equation === null) return found;
  for (const { lesion, values } of lesions) {
    const score = base.scores.get(lesion);
    const patient = Object.fromEntries(inputs.flatMap(({ name }): [string, number | string][] => {
      const value = name === SCORE ? score : values[name];
      return value === null || value === undefined ? [] : [[name, value]];
    }));
    const read = patientValues(inputs, patient);
    if (read.ok) found.set(lesion, riskOf(equation, read.value.values).probability);
  }
  return found;
}

/** Fits Model-LBC in the training set: the image model's lesion score and the factors of the chosen path (paper 2.5). */
export function fitLbc(study: Study, odds: Result<OddsResult>): Result<FittedLbc> {
  const base = baseModel(study.models);
  if (!base) return refuse({ code: 'no-model', detail: 'Model-LBC needs the score of an image model; name the bundle of one.' });
  if (!odds.ok) return odds;
  const { path } = study.options;
  const factors = study.table.variables.filter(({ code, candidate }) => (path === 'full' ? candidate : odds.value.selected.includes(code)));
  const training = lesionsOf(study, 'training').filter(({ lesion }) => base.scores.has(lesion));
  const table = fitTable(training, factors, { of: base.scores, label: { zh: `${base.label.zh} 评分`, en: `${base.label.en} score` } });
  const formula = `${OUTCOME} ~ ${[SCORE, ...factors.map(({ code }) => columnName(code))].join(' + ')}`;
  const fitting = equationFit(study, 'lbc', formula, table, [base.source, 'lesions.tsv', 'participants.tsv', 'splits.tsv']);
  if (!fitting.ok) return refuse({ code: fitting.refusal.code, detail: `Model-LBC cannot be fitted: ${fitting.refusal.detail}` });
  const { result: fit, model } = fitting.value;
  const inputs = modelInputs(base, factors, model.design.rows.flatMap((row) => table.lesions[row] ?? []));
  const equation = lbcEquation(model, table);
  const scores = lbcScores({ equation, inputs }, base, study.table.lesions);
  const predicted = SETS.map((set) => {
    const own = lesionsOf(study, set);
    const n = own.filter(({ lesion }) => scores.has(lesion)).length;
    return { group: set, n, dropped: own.length - n };
  });
  return ok({ result: { base: base.code, path, fit, inputs, equation, predicted }, model, table, factors, base });
}

/** Model-LBC as a model beside the others. Its code is LBC, or another where a bundle has that already. */
export function lbcModel(study: Study, { result, base }: FittedLbc): ScoredModel {
  const code = study.models.some((model) => model.code === 'LBC') ? 'LBC-refitted' : 'LBC';
  return {
    code, label: { zh: `Model-${code}`, en: `Model-${code}` }, kind: 'logistic', runId: base.runId, digest: base.digest, scores: lbcScores(result, base, study.table.lesions), attentionMaps: base.attentionMaps, folds: [],
    source: `Model-${code}: ${base.source}, lesions.tsv, participants.tsv`, fittedToTraining: true,
  };
}
