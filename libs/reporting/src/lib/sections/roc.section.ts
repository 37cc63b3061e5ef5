import type { GroupName } from '@echocohort/analyses';
import { rocChart } from '@echocohort/figures';
import { factsOf, setsText } from '../content/shown.ts';
import { figureBlock, sealedNotice, sectionOf, type SectionMaker } from './section-maker.ts';

const SETS: readonly GroupName[] = ['training', 'internal_validation', 'external_validation'];

/** ROC curves of all models, a figure for each set. */
export const rocSection: SectionMaker = (source) => sectionOf(source, source.analysis.results.roc, 'roc', source.say('ROC curves', 'ROC 曲线'), async (result) => {
  const drawable = SETS.filter((group) => result.curves.some((curve) => curve.group === group && curve.points.length > 1));
  const figures = await Promise.all(drawable.map((group) => {
    const own = result.curves.filter((curve) => curve.group === group);
    const facts = factsOf(source, own.map(({ auc }) => auc), setsText(source, own.map(({ auc }) => ({ group, n: auc.n, events: auc.events ?? 0 }))));
    return figureBlock(source, `roc-${group}`, `${source.say('ROC curves', 'ROC 曲线')}${source.say(', ', '，')}${source.group(group)}`, rocChart(result, group, source.models, source.language), facts,
      [source.say('Legend: area under the curve with its interval. Markers: the cut-off that was fixed in training.', '图例：曲线下面积及其区间；标记：训练集确定的截断值。')]);
  }));
  return [...sealedNotice(source), ...figures];
});
