import { idSetOf, type AnalysisReport, type BaselineResult, type CutOffResult, type FailureResult, type FitResult, type FlowResult, type IntervalResult, type OddsRatio, type PerformanceCell, type StratifiedResult, type TestResult, type Unit } from '@echocohort/analyses';
import { countOf, type NumberSource } from './shown-number.ts';

type Variable = BaselineResult['variables'][number];
type Line = Variable['lines'][number];

const tableOf = (unit: Unit): string[] => [unit === 'patient' ? 'participants.tsv' : 'lesions.tsv', 'splits.tsv'];
const DESCRIBED = { 'mean-sd': ['mean-sd', 'mean, sd'], 'median-iqr': ['describe', 'quantile(type = 7)'], 'median-range': ['median-range', 'median, range'], level: ['share', 'prop.table'], missing: ['share', 'prop.table'] } as const;

/** A cell of Table 1: values described, or a share of everybody in the column. */
export function baselineSource({ unit, warnings }: Variable, { kind }: Line, cell: Line['cells'][number]): NumberSource {
  const [method, reference] = DESCRIBED[kind];
  const shared = cell.count !== null;
  return { method, reference, source: tableOf(unit), unit, n: shared ? cell.n + cell.missing : cell.n, ids: cell.ids, warnings, ...(shared ? { events: cell.count } : { dropped: cell.missing }) };
}

/** Those who are compared between training and the external set: everybody there with a value. */
export const comparedIds = ({ kind, lines }: Variable): string[] => [...new Set(lines.filter((line) => (kind === 'continuous' ? line.kind === 'mean-sd' : line.kind === 'level')).flatMap(({ cells }) => cells.filter(({ group }) => group === 'training' || group === 'external_validation').map(({ ids }) => ids)))];

/** The standardised difference of training and external set; missing values take no part. */
export function differenceSource(variable: Variable): NumberSource {
  const cells = (variable.lines.find(({ kind }) => kind !== 'missing')?.cells ?? []).filter(({ group }) => group === 'training' || group === 'external_validation');
  const sum = (pick: 'n' | 'missing'): number => cells.reduce((total, cell) => total + cell[pick], 0);
  return { method: variable.kind === 'continuous' ? 'standardised-mean-difference' : 'standardised-share-difference', reference: variable.kind === 'continuous' ? '|m1 - m2| / sqrt((v1 + v2) / 2)' : 'Yang & Dalton 2012', source: tableOf(variable.unit), unit: variable.unit, n: sum('n'), dropped: sum('missing'), ids: null, warnings: [] };
}

/** Members of a column of Table 1, by the flow chart's boxes. */
export const columnSource = (unit: Unit, { group, patients, lesions }: BaselineResult['columns'][number]): NumberSource => countOf(unit, unit === 'patient' ? patients : lesions, group === 'all' ? 'flow/included' : `flow/set:${group}`, ['splits.tsv']);

export const boxSource = (unit: Unit, n: number, { ids }: FlowResult['boxes'][number]): NumberSource => countOf(unit, n, ids, ['splits.tsv', 'exclusions.tsv', ...(unit === 'image' ? ['images.tsv'] : [])]);

/** p of one coefficient: Wald's test, or Firth's penalised likelihood ratio where the fit is his. */
export const coefficientTest = ({ odds }: Pick<OddsRatio, 'odds'>): NumberSource => ({
  ...odds, ...(odds.method === 'logistic-firth' ? { method: 'penalised-likelihood-ratio', reference: 'logistf::logistf' } : { method: 'wald', reference: 'summary.glm' }), intervalMethod: null, level: null, refusal: null,
});

/** Firth's odds ratio beside a refused fit. */
export const firthSource = (fit: FitResult, level: number): NumberSource => ({ method: 'logistic-firth', reference: 'logistf::logistf', source: fit.source, unit: fit.unit, level, intervalMethod: 'penalised-profile', n: fit.n, events: fit.events, dropped: fit.dropped, ids: fit.ids, warnings: [] });
export const firthTest = (fit: FitResult): NumberSource => ({ method: 'penalised-likelihood-ratio', reference: 'logistf::logistf', source: fit.source, unit: fit.unit, n: fit.n, events: fit.events, dropped: fit.dropped, ids: fit.ids, warnings: [] });

/** p adjusted within its family, which all analyses do by Holm. */
export const adjustedSource = (test: TestResult): NumberSource => ({ ...test, adjustment: 'Holm' });

/** Training's cut-off, wherever it is applied. */
export function cutOffSource({ results, idSets }: AnalysisReport, model: string): NumberSource {
  const found: CutOffResult | undefined = results.performance.status === 'done' ? results.performance.value.cutOffs.find((each) => each.model === model) : undefined;
  const ids = `scored/${model}/training`;
  return { method: 'youden', reference: 'pROC::coords', source: ['predictions.csv', 'lesions.tsv'], unit: 'lesion', n: found?.n ?? idSets[ids]?.count ?? 0, events: found?.events ?? null, ids: found?.ids ?? ids, warnings: found?.warnings ?? [] };
}

export const scoredSource = ({ n, events, dropped, ids, auc }: PerformanceCell): NumberSource => ({ ...countOf('lesion', n, ids, auc.source), events, dropped });

/** Score and diameter of one lesion of the failure list. */
export const failureSource = (kind: 'prediction' | 'record', { lesion }: FailureResult['rows'][number]): NumberSource => ({ method: kind, reference: '', source: [kind === 'prediction' ? 'predictions.csv' : 'lesions.tsv'], unit: 'lesion', n: 1, ids: idSetOf(lesion, 'lesion', [lesion]), warnings: [] });

type IntervalGroup = IntervalResult['groups'][number];
export const daysSource = ({ method, source, unit, warnings }: IntervalResult, { n, missing, ids }: IntervalGroup): NumberSource => ({ method, reference: 'quantile(type = 7)', source, unit, n, dropped: missing, ids, warnings });
export const outsideSource = ({ source, unit }: IntervalResult, { outside, n, outsideIds }: IntervalGroup): NumberSource => ({ ...countOf(unit, n, outsideIds, source), events: outside });

/** Refused tests of interaction, each reason once with the models and sets it concerns. */
export function refusedInteractions(interactions: StratifiedResult['variables'][number]['interactions']) {
  const reasons = new Map<string, { refusal: NonNullable<TestResult['refusal']>; where: { model: string; group: (typeof interactions)[number]['group'] }[] }>();
  for (const { model, group, test: { refusal } } of interactions) {
    if (refusal === null) continue;
    const key = `${refusal.code} ${refusal.detail}`;
    const known = reasons.get(key) ?? { refusal, where: [] };
    known.where.push({ model, group });
    reasons.set(key, known);
  }
  return [...reasons.values()];
}
