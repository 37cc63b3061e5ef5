import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyseStudy, whatIf, type AnalysisReport } from '@echocohort/analyses';
import { syntheticStudy } from '@echocohort/analyses/spec-cases/synthetic-study';
import * as curves from './curve-sources.ts';
import * as from from './number-sources.ts';
import { countOf, shownNumber, sourceLines, type NumberSource } from './shown-number.ts';

const found = analyseStudy(syntheticStudy({ patients: 100, models: ['LB'] }), { resamples: 0, thresholds: [0.5] });
if (!found.ok) throw new Error(found.refusal.detail);
const report: AnalysisReport = found.value;
const { results } = report;

type Named = readonly [where: string, of: NumberSource, ids?: readonly string[]];

function* numbers(): Generator<Named> {
  if (results.flow.status === 'done') for (const box of results.flow.value.boxes) for (const unit of ['lesion', 'patient', 'image'] as const) yield [`flow ${box.code} ${unit}`, from.boxSource(unit, 1, box)];
  if (results.table1.status === 'done') {
    for (const column of results.table1.value.columns) for (const unit of ['lesion', 'patient'] as const) yield [`head ${column.group}`, from.columnSource(unit, column)];
    for (const variable of results.table1.value.variables) {
      for (const line of variable.lines) for (const cell of line.cells) yield [`table1 ${variable.code} ${line.code}`, from.baselineSource(variable, line, cell)];
      yield [`smd ${variable.code}`, from.differenceSource(variable), from.comparedIds(variable)];
      if (variable.test) yield [`p ${variable.code}`, variable.test, from.comparedIds(variable)];
    }
  }
  if (results.odds.status === 'done') for (const fit of [results.odds.value.multivariable, ...results.odds.value.univariable.map((each) => each.fit)]) {
    for (const term of fit.terms) { yield [`odds ${term.term}`, term.odds]; yield [`odds p ${term.term}`, from.coefficientTest(term)]; }
    yield ['firth', from.firthSource(fit, 0.95)];
    yield ['firth p', from.firthTest(fit)];
  }
  const strata = results.stratified.status === 'done' ? results.stratified.value.variables : [];
  for (const cell of [...(results.performance.status === 'done' ? results.performance.value.cells : []), ...strata.flatMap(({ cells }) => cells)]) {
    yield ['n', from.scoredSource(cell)];
    yield ['cut-off', from.cutOffSource(report, cell.model)];
    yield [`performance ${cell.model} ${cell.group}`, cell.auc];
    for (const rate of curves.TABLE_RATES) yield [`performance ${cell.model} ${cell.group} ${rate}`, curves.cellSource(report, cell, rate)];
  }
  for (const { interactions } of strata) for (const { test } of interactions) yield ['interaction', test];
  if (results.roc.status === 'done') for (const curve of results.roc.value.curves) {
    const table = whatIf(curve, 0.5);
    if (table) for (const cell of curves.TABLE_CELLS) yield [`2x2 ${cell}`, curves.tableSource(curve, table, cell)];
    if (table) for (const rate of curves.TABLE_RATES) { const of = curves.rateSource(curve, table, rate); if (of) yield [`2x2 ${rate}`, of]; }
  }
  if (results.comparisons.status === 'done') for (const { difference, test } of [...results.comparisons.value.models, ...results.comparisons.value.sets]) { yield ['difference', difference]; yield ['DeLong', test]; yield ['adjusted', from.adjustedSource(test)]; }
  if (results.robustness.status === 'done') for (const each of [results.robustness.value.homogeneity, results.robustness.value.pooled, ...results.robustness.value.folds.map(({ auc }) => auc)]) yield ['folds', each];
  if (results.calibration.status === 'done') for (const curve of results.calibration.value.curves) {
    for (const each of [curve.inTheLarge, curve.slope, curve.observedToExpected, curve.brier, curve.hosmerLemeshow, curves.distanceSource(curve)]) yield ['calibration', each];
    for (const { observed, predicted } of curves.groupSources(report, curve)) { yield ['group observed', observed]; yield ['group predicted', predicted]; }
  }
  if (results.decisionCurve.status === 'done') for (const set of results.decisionCurve.value.sets) yield ['net benefit', curves.decisionSource(set, true)];
  if (results.robustness.status === 'done') yield ['mean of folds', curves.meanSource(results.robustness.value)];
  if (results.nomogram.status === 'done') for (const penalised of [true, false]) { yield ['risk', curves.riskSource(results.nomogram.value, penalised, 0.95)]; yield ['points', curves.pointsSource(results.nomogram.value)]; }
  if (results.failures.status === 'done') for (const row of results.failures.value.rows) for (const kind of ['prediction', 'record'] as const) yield [`failure ${kind}`, from.failureSource(kind, row)];
  if (results.interval.status === 'done') { const interval = results.interval.value; for (const row of interval.groups) { yield ['n', countOf(interval.unit, row.n, row.ids, interval.source)]; yield ['days', from.daysSource(interval, row)]; yield ['outside', from.outsideSource(interval, row)]; } }
}

const all = [...numbers()];

describe('every number of a result', () => {
  it('is looked at in every part that is shown', () => expect([all.length > 300, ['flow', 'table1', 'odds', 'performance', 'roc', 'comparisons', 'robustness', 'calibration', 'stratified', 'failures', 'interval'].filter((name) => Object.entries(results).some(([key, { status }]) => key === name && status !== 'done'))]).toEqual([true, []]));
  it.each(['zh', 'en'] as const)('says method, n and unit in its tooltip (%s)', (locale) => {
    const units = locale === 'zh' ? /n = \d+（(图像|病灶|患者)）/ : /n = \d+ \((images|lesions|patients)\)/;
    expect(all.filter(([, of, ids]) => { const [method = '', n = ''] = sourceLines(shownNumber('1', of, ids), locale); return method === '' || (locale === 'zh' && !/[\u4e00-\u9fff]|Brier|DeLong/.test(method)) || !units.test(n) || of.source.length === 0; }).map(([where]) => where)).toEqual([]);
  });
  it('leads to ids that the result holds', () => expect(all.filter(([, of, ids]) => { const keys = shownNumber('1', of, ids).ids; return keys.length === 0 || keys.some((key) => typeof key === 'string' && report.idSets[key] === undefined); }).map(([where]) => where)).toEqual([]));
  it('leads to those whom a cell or a rate counts, and to nobody else', () => {
    const counted = all.filter(([where, of]) => /^2x2|^group observed|^performance .* (sensitivity|specificity|ppv|npv)$/.test(where) && of.refusal == null);
    const listed = (of: NumberSource): number => (typeof of.ids === 'string' ? (report.idSets[of.ids]?.count ?? -1) : (of.ids?.count ?? -1));
    expect(counted.length).toBeGreaterThan(60);
    expect(counted.filter(([where, of]) => listed(of) !== (/^2x2 (true|false)/.test(where) ? of.events : of.n)).map(([where]) => where)).toEqual([]);
  });
  it('says how p was adjusted', () => expect(sourceLines(shownNumber('0.04', { ...countOf('lesion', 4, 'x', ['lesions.tsv']), adjustment: 'Holm' }), 'en')).toContain('adjusted for the other tests by Holm'));
});

describe('a section', () => {
  const folder = 'apps/portal/src/features/analyses/sections';
  // A bare cell holds a number's text only where a component with its source follows it.
  it.each(readdirSync(folder))('%s puts no number into a bare cell', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    expect([...text.matchAll(/\bcell\((?:decimals\([^()]*\)|estimateText\([^()]*\)|[\w.]*\b(?:shown|adjustedShown|n|patients|lesions|images))\)/g)].map(([bare]) => bare)).toEqual([]);
  });
});

describe('refused tests of interaction', () => {
  const refused = (model: string, detail: string | null) => ({ model, group: 'training' as const, test: { method: 'likelihood-ratio', reference: '', source: ['lesions.tsv'], unit: 'lesion' as const, statistic: null, degreesOfFreedom: [], p: null, shown: '', adjusted: null, adjustedShown: null, n: 3, ids: null, warnings: [], refusal: detail === null ? null : { code: 'separation', detail } } });
  it('say each reason once, with the models it concerns', () => expect(from.refusedInteractions([refused('L', 'A.'), refused('LB', 'A.'), refused('LBC', 'B.'), refused('X', null)]).map(({ refusal, where }) => [refusal.detail, where.map(({ model }) => model)])).toEqual([['A.', ['L', 'LB']], ['B.', ['LBC']]]));
});
