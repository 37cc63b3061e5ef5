import { noteText, refusalText, type CalibrationResult, type GroupName } from '@echocohort/analyses';
import { calibrationChart } from '@echocohort/figures';
import type { TableBlock } from '../content/report-content.ts';
import type { ReportSource } from '../content/report-source.ts';
import { factsOf, setsText, shownEstimate, shownNumber, shownP } from '../content/shown.ts';
import { figureBlock, sealedNotice, sectionOf, type SectionMaker } from './section-maker.ts';

const SETS: readonly GroupName[] = ['training', 'internal_validation', 'external_validation'];

function calibrationTable(source: ReportSource, { curves }: CalibrationResult): TableBlock {
  return {
    kind: 'table', name: 'calibration', title: source.say('Calibration', '校准度'),
    columns: [{ title: source.say('Model, set', '模型、组别'), width: 2.3 }, { title: 'n', align: 'right', width: 0.6 }, { title: source.say('In the large', '整体校准'), align: 'right', width: 2 }, { title: source.say('Slope', '斜率'), align: 'right', width: 1.7 }, { title: 'O/E', align: 'right', width: 1.7 }, { title: 'Brier', align: 'right', width: 0.7 }, { title: 'ICI', align: 'right', width: 0.7 }, { title: 'E50', align: 'right', width: 0.7 }, { title: 'E90', align: 'right', width: 0.7 }, { title: 'Emax', align: 'right', width: 0.7 }, { title: 'p (S)', align: 'right', width: 0.85 }, { title: 'p (HL)', align: 'right', width: 0.85 }],
    rows: curves.map((curve) => ({
      cells: [`${source.model(curve.model)}${source.say(', ', '，')}${source.group(curve.group)}${curve.byConstruction ? ' †' : ''}`, String(curve.n), ...(curve.refusal !== null && curve.slope.value === null ? Array.from({ length: 10 }, () => '–') : [
        shownEstimate(source, curve.inTheLarge, 2), shownEstimate(source, curve.slope, 2), shownEstimate(source, curve.observedToExpected, 2), shownEstimate(source, { ...curve.brier, lower: null, upper: null }, 3),
        ...[curve.ici, curve.e50, curve.e90, curve.emax].map((value) => shownNumber(value, 3)), shownP(source, curve.spiegelhalter), shownP(source, curve.hosmerLemeshow)])],
    })),
    facts: factsOf(source, curves.flatMap(({ inTheLarge, slope, brier, spiegelhalter, hosmerLemeshow }) => [inTheLarge, slope, brier, spiegelhalter, hosmerLemeshow]), setsText(source, curves)),
    notes: [
      source.say('In the large: intercept with the predictions\' logit as offset, 0 is ideal; slope: 1 is ideal; O/E: observed to expected. ICI, E50, E90, Emax: mean, median, 90th centile and largest distance of the smooth curve from the diagonal.', '整体校准：以预测 logit 为偏移项的截距，理想值 0；斜率理想值 1；O/E：观察与预期之比。ICI、E50、E90、Emax：平滑曲线与对角线距离的均数、中位数、第 90 百分位数与最大值。'),
      ...(curves.some(({ byConstruction }) => byConstruction) ? [source.say('† The data that the model was fitted to: slope 1 and intercept 0 hold by construction and are no result.', '† 模型拟合所用数据：斜率 1、截距 0 由拟合过程决定，不作为结果。')] : []),
      ...curves.filter(({ atTheEnds }) => atTheEnds > 0).map((curve) => source.say(`${source.model(curve.model)}, ${source.group(curve.group)}: ${curve.atTheEnds} probabilities of exactly 0 or 1 have no logit and were left out of intercept and slope.`, `${source.model(curve.model)}，${source.group(curve.group)}：有 ${curve.atTheEnds} 个概率恰为 0 或 1，无 logit，未计入截距与斜率。`)),
      ...curves.flatMap((curve) => (curve.refusal === null ? [] : [`${source.model(curve.model)}${source.say(', ', '，')}${source.group(curve.group)}${source.say(': ', '：')}${refusalText(curve.refusal, source.language)}`])),
      ...[...new Set(curves.flatMap(({ warnings }) => warnings.filter((warning) => warning.startsWith('smooth-by-lowess') || warning.startsWith('no-smooth-curve'))))].map((warning) => noteText(warning, source.language)),
      source.say('p (S): Spiegelhalter; p (HL): Hosmer–Lemeshow, which stands last: it depends on the grouping, and p above 0.05 does not prove calibration.', 'p (S)：Spiegelhalter；p (HL)：Hosmer–Lemeshow，列于最后：其结果依赖分组，p > 0.05 不能证明校准良好。'),
    ],
  };
}

/** Calibration in every set: the table, and a figure for each set. */
export const calibrationSection: SectionMaker = (source) => sectionOf(source, source.analysis.results.calibration, 'calibration', source.say('Calibration', '校准'), async (result) => {
  const drawable = SETS.filter((group) => result.curves.some((curve) => curve.group === group && curve.refusal === null && curve.smooth.length > 1));
  const figures = await Promise.all(drawable.map((group) => {
    const own = result.curves.filter((curve) => curve.group === group);
    const band = own.some(({ smooth }) => smooth.some(({ lower }) => lower !== null));
    return figureBlock(source, `calibration-${group}`, `${source.say('Calibration', '校准曲线')}${source.say(', ', '，')}${source.group(group)}`, calibrationChart(result, group, source.models, source.language),
      { ...factsOf(source, own.map(({ slope }) => slope), setsText(source, own), source.say('smooth curve: loess, span 0.75; markers: tenths of risk with Wilson intervals', '平滑曲线：loess（span 0.75）；标记：按风险十分组及 Wilson 区间')) },
      [source.say(`Below: how the predictions are spread.${band ? ' Shaded: bootstrap band.' : ''}`, `下方：预测概率的分布。${band ? '阴影：自助法带。' : ''}`)]);
  }));
  return [...sealedNotice(source), calibrationTable(source, result), ...figures];
});
