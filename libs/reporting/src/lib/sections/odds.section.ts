import { forestChart } from '@echocohort/figures';
import { refusalText, type FitResult, type OddsResult } from '@echocohort/analyses';
import type { TableBlock, TableRow } from '../content/report-content.ts';
import type { ReportSource } from '../content/report-source.ts';
import { factsOf, shownOdds, shownP } from '../content/shown.ts';
import { figureBlock, notesOf, refusedNotice, type SectionMaker, sectionOf } from './section-maker.ts';

/** Odds ratio, interval and p of a term; where maximum likelihood does not exist, Firth's, marked so. */
function termCells(source: ReportSource, fit: FitResult, term: string): string[] {
  const found = fit.terms.find((entry) => entry.term === term);
  if (found && fit.refusal === null) return [shownOdds(source, found.odds), found.shown];
  const firth = fit.firth?.find((entry) => entry.term === term);
  if (firth) return [`${shownOdds(source, { value: firth.oddsRatio, lower: firth.lower, upper: firth.upper })} *`, firth.shown];
  return ['–', '–'];
}

function factorRows(source: ReportSource, result: OddsResult, entry: OddsResult['univariable'][number]): TableRow[] {
  const { fit, label, factor } = entry;
  const terms = fit.terms.length > 0 ? fit.terms.map(({ term }) => term) : (fit.firth ?? []).map(({ term }) => term).filter((term) => term !== '(Intercept)' && term !== 'Intercept');
  const whole = fit.factors.find((each) => each.factor === factor)?.likelihoodRatio ?? null;
  const head: TableRow = { cells: [label[source.language], `${fit.n} (${fit.events})`, '', shownP(source, whole), '', '', entry.kept ? source.say('yes', '是') : source.say('no', '否')] };
  if (terms.length === 0) return [{ ...head, cells: [...head.cells.slice(0, 2), '–', ...head.cells.slice(3)] }];
  const [only] = terms;
  if (only !== undefined && terms.length === 1) return [{ cells: [...head.cells.slice(0, 2), ...termCells(source, fit, only), ...termCells(source, result.multivariable, only), ...head.cells.slice(6)] }];
  return [head, ...terms.map((term): TableRow => {
    const known = fit.terms.find((each) => each.term === term);
    const named = result.full.terms.find((each) => each.term === term) ?? result.multivariable.terms.find((each) => each.term === term);
    const against = (known ?? named ?? fit.firth?.find((each) => each.term === term))?.label?.[source.language] ?? term.replace(factor, '');
    const [odds = '–', p = '–'] = termCells(source, fit, term);
    const [joint = '–', jointP = '–'] = termCells(source, result.multivariable, term);
    return { kind: 'indented', cells: [against, '', odds, p, joint, jointP, ''] };
  })];
}

/** Why a factor has no figure: under the table in words, since a cell has no room for a sentence. */
const unfitted = (source: ReportSource, { univariable }: OddsResult): string[] => univariable.flatMap(({ label, fit }) => (fit.refusal !== null && fit.terms.length === 0 && fit.firth === null ? [`${label[source.language]}${source.say(': ', '：')}${refusalText(fit.refusal, source.language)}`] : []));

function oddsTable(source: ReportSource, result: OddsResult): TableBlock {
  const { multivariable } = result;
  const firth = result.univariable.some(({ fit }) => fit.firth !== null) || multivariable.firth !== null;
  return {
    kind: 'table', name: 'odds-ratios', title: source.say('Odds ratios of malignancy, training set', '恶性的比值比（训练集）'),
    columns: [
      { title: source.say('Factor', '因素'), width: 3.2 }, { title: source.say('n (mal.)', 'n（恶性）'), align: 'right', width: 1.2 },
      { title: source.say('Univariable OR', '单因素 OR'), align: 'right', width: 2 }, { title: 'p', align: 'right', width: 0.9 }, { title: source.say('Multivariable OR', '多因素 OR'), align: 'right', width: 2 }, { title: 'p', align: 'right', width: 0.9 }, { title: source.say('Selected', '入选'), width: 0.9 },
    ],
    rows: result.univariable.flatMap((entry) => factorRows(source, result, entry)),
    facts: factsOf(source, [multivariable, ...multivariable.terms.map(({ odds }) => odds), ...result.univariable.flatMap(({ fit }) => fit.terms.map(({ odds }) => odds))],
      source.say(`multivariable ${multivariable.n} (${multivariable.events} malignant, ${multivariable.dropped} left out for a missing value)`, `多因素 ${multivariable.n}（恶性 ${multivariable.events}，因缺失剔除 ${multivariable.dropped}）`)),
    notes: [
      source.say(`mal.: malignant. Factors whose likelihood-ratio p (all levels together, in the factor's row) lies below ${result.alpha} go into the multivariable model; n differs between factors because each uses its complete rows.`, `因素行中的 p 为所有水平合并的似然比检验；p < ${result.alpha} 者进入多因素模型。各因素使用各自完整的记录，故 n 不同。`),
      ...(firth ? [source.say('* Firth\'s penalised likelihood, because the outcome is separated and maximum likelihood does not exist.', '* 因完全分离而无最大似然估计，采用 Firth 惩罚似然。')] : []),
      ...unfitted(source, result), ...result.notes.map((note) => note[source.language]), ...notesOf(source, multivariable.warnings),
    ],
  };
}

function fullTable(source: ReportSource, fit: FitResult): TableBlock {
  return {
    kind: 'table', name: 'odds-ratios-full', title: source.say('All candidate factors in one model, without selection', '全部候选因素同时进入模型（不筛选）'),
    columns: [{ title: source.say('Term', '项'), width: 3 }, { title: 'OR', align: 'right', width: 2 }, { title: source.say('Profile interval', '剖面似然区间'), align: 'right', width: 1.6 }, { title: source.say('SE', '标准误'), align: 'right' }, { title: source.say('SE clustered', '聚类标准误'), align: 'right' }, { title: 'p', align: 'right' }],
    rows: fit.terms.map((term) => ({ cells: [term.label[source.language], shownOdds(source, term.odds), term.profile.lower === null || term.profile.upper === null ? '–' : `${term.profile.lower.toFixed(2)}–${term.profile.upper.toFixed(2)}`, term.standardError.toFixed(3), term.clusteredError === null ? '–' : term.clusteredError.toFixed(3), term.shown] })),
    facts: factsOf(source, [fit, ...fit.terms.map(({ odds }) => odds)], source.say(`${fit.n} (${fit.events} malignant, ${fit.dropped} left out)`, `${fit.n}（恶性 ${fit.events}，剔除 ${fit.dropped}）`)),
    notes: [source.say('Shown beside the selected model because selection by p makes coefficients look stronger than they are (TRIPOD+AI).', '因按 p 值筛选会高估系数，依 TRIPOD+AI 一并给出全模型。'), ...notesOf(source, fit.warnings)],
  };
}

/** Univariable and multivariable odds ratios, the forest plot, and the full model beside them. */
export const oddsSection: SectionMaker = (source) => sectionOf(source, source.analysis.results.odds, 'odds', source.say('Clinical and ultrasonic factors', '临床与超声因素'), async (result) => {
  const table = oddsTable(source, result);
  const { multivariable } = result;
  const forest = multivariable.refusal === null && multivariable.terms.length > 0
    ? [await figureBlock(source, 'forest', source.say('Odds ratios of the multivariable model', '多因素模型的比值比'), forestChart(multivariable, source.language), factsOf(source, [multivariable, ...multivariable.terms.map(({ odds }) => odds)], String(multivariable.n)))]
    : [refusedNotice(source, multivariable.refusal ?? { code: 'nothing-selected', detail: source.say('No factor was selected.', '没有因素入选。') })];
  return [table, ...forest, ...(result.full.refusal === null ? [fullTable(source, result.full)] : [refusedNotice(source, result.full.refusal)])];
});
