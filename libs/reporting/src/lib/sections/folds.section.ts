import { foldsChart } from '@echocohort/figures';
import type { RobustnessResult } from '@echocohort/analyses';
import type { TableRow } from '../content/report-content.ts';
import type { ReportSource } from '../content/report-source.ts';
import { factsOf, shownAdjusted, shownEstimate, shownNumber, shownP } from '../content/shown.ts';
import { figureBlock, notesOf, type SectionMaker, sectionOf } from './section-maker.ts';

function foldRows(source: ReportSource, result: RobustnessResult): TableRow[] {
  const first = Math.min(1, ...result.folds.map(({ fold }) => fold));
  const external = (fold: number): string => {
    const found = result.external?.areas.find((area) => area.fold === fold);
    return found ? shownEstimate(source, found.auc) : '–';
  };
  return [
    ...result.folds.map(({ fold, auc }): TableRow => ({ cells: [`${source.say('Fold', '折')} ${fold - first + 1}`, `${auc.n} (${auc.events ?? 0})`, shownEstimate(source, auc), external(fold)] })),
    { cells: [source.say('Mean ± SD of the folds', '各折均数±标准差'), '', `${shownNumber(result.mean, 3)} ± ${shownNumber(result.deviation, 3)}`, ''] },
    { cells: [source.say('All left-out lesions together', '全部留出病灶合并'), `${result.pooled.n} (${result.pooled.events ?? 0})`, shownEstimate(source, result.pooled), ''] },
  ];
}

/** Five-fold robustness (paper 3.4). */
export const foldsSection: SectionMaker = (source) => sectionOf(source, source.analysis.results.robustness, 'folds', source.say('Cross-validation', '交叉验证'), async (result) => {
  const numbers = [...result.folds.map(({ auc }) => auc), result.pooled];
  const n = source.say(`${result.pooled.n} lesions of training and internal validation in ${result.folds.length} folds by patient`, `训练集与内部验证集共 ${result.pooled.n} 个病灶，按患者分为 ${result.folds.length} 折`);
  const facts = factsOf(source, numbers, n);
  const first = Math.min(1, ...result.folds.map(({ fold }) => fold));
  const basis = result.basis === 'trained-folds' ? source.say('A network was trained for each fold.', '各折分别训练网络。')
    : source.say('The logistic model was refitted in each fold on the scores of one network, which itself saw the training set: the folds judge the refitting, not the network.', '各折仅重新拟合 logistic 模型，网络评分不变（该网络见过训练集），因此结果只反映重新拟合的稳健性。');
  const homogeneity = source.say(`Equality of the folds' areas: p ${shownP(source, result.homogeneity)}.`, `各折 AUC 相等性检验：p ${shownP(source, result.homogeneity)}。`);
  const notes = [basis, homogeneity, source.say('Folds share training data, so comparisons of folds describe and prove nothing.', '各折共用训练数据，折间比较仅作描述。'), ...notesOf(source, result.warnings)];
  return [
    { kind: 'table', name: 'folds', title: `${source.say('Areas under the curve by fold', '各折曲线下面积')}${source.say(', ', '，')}${source.model(result.model)}`, columns: [{ title: source.say('Fold', '折'), width: 2 }, { title: source.say('n (malignant)', 'n（恶性）'), align: 'right' }, { title: source.say('AUC, left-out lesions', 'AUC（留出病灶）'), align: 'right', width: 1.6 }, { title: source.say('AUC, external', 'AUC（外部）'), align: 'right', width: 1.6 }], rows: foldRows(source, result), facts, notes },
    await figureBlock(source, 'folds-figure', source.say('Areas under the curve by fold', '各折曲线下面积'), foldsChart(result, source.language), facts, [source.say('Dashed: mean of the folds.', '虚线：各折均数。')]),
    { kind: 'table', name: 'folds-pairs', title: source.say('Folds compared in pairs', '折间两两比较'), columns: [{ title: source.say('Folds', '折') }, { title: source.say('Statistic', '统计量'), align: 'right' }, { title: 'p', align: 'right' }, { title: source.say('p (Holm)', 'p（Holm）'), align: 'right' }],
      rows: result.pairs.map(({ one, other, test }) => ({ cells: [`${one - first + 1} – ${other - first + 1}`, shownNumber(test.statistic, 3), shownP(source, test), shownAdjusted(test)] })), facts: { ...factsOf(source, result.pairs.map(({ test }) => test), n), level: null }, notes: [] },
  ];
});
