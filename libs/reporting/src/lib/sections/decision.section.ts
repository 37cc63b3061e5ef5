import { methodName, type DecisionCurveResult } from '@echocohort/analyses';
import { avoidedChart, decisionCurveChart, levelText } from '@echocohort/figures';
import type { Facts, TableBlock, TableRow } from '../content/report-content.ts';
import type { ReportSource } from '../content/report-source.ts';
import { shownNumber } from '../content/shown.ts';
import { figureBlock, notesOf, sealedNotice, type SectionMaker, sectionOf } from './section-maker.ts';

type DecisionSet = DecisionCurveResult['sets'][number];

/** Thresholds that the table prints; the CSV of a statistician holds all of them as points of the curves. */
const PRINTED = [0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

const factsOfSet = (source: ReportSource, set: DecisionSet): Facts => ({
  method: methodName(set.method, source.language), n: `${set.n} (${source.say(`${set.events} malignant, ${set.dropped} left out`, `恶性 ${set.events}，剔除 ${set.dropped}`)})`, unit: source.unit(set.unit), source: set.source.join(', '), level: set.resamples > 0 ? levelText(set.level) : null,
});

function decisionRows(source: ReportSource, set: DecisionSet): TableRow[] {
  const near = (threshold: number) => PRINTED.some((each) => Math.abs(each - threshold) < 1e-9);
  return set.treatAll.filter(({ threshold }) => near(threshold)).map(({ threshold, netBenefit }): TableRow => ({
    cells: [`${Math.round(threshold * 100)}%`, shownNumber(netBenefit, 3), ...source.models.flatMap(({ code }) => {
      const own = set.models.find(({ model }) => model === code);
      if (!own) return [];
      const point = own.points.find((each) => Math.abs(each.threshold - threshold) < 1e-9);
      return point ? [shownNumber(point.netBenefit, 3), point.avoidedPer100 === null ? '–' : shownNumber(point.avoidedPer100, 1)] : ['–', '–'];
    })],
  }));
}

function decisionTable(source: ReportSource, set: DecisionSet): TableBlock {
  const models = source.models.filter(({ code }) => set.models.some(({ model }) => model === code));
  return {
    kind: 'table', name: `decision-${set.group}`, title: `${source.say('Net benefit at chosen thresholds', '若干阈值处的净获益')}${source.say(', ', '，')}${source.group(set.group)}`,
    columns: [{ title: source.say('Threshold', '阈值'), align: 'right' }, { title: source.say('Treat all', '全部干预'), align: 'right' }, ...models.flatMap(({ label }) => [{ title: `${label[source.language]}${source.say(': net benefit', '：净获益')}`, align: 'right' as const, width: 1.5 }, { title: source.say('avoided per 100', '每 100 例避免'), align: 'right' as const, width: 1.2 }])],
    rows: decisionRows(source, set), facts: { ...factsOfSet(source, set), level: null },
    notes: [source.say(`Treating nobody has net benefit 0. Prevalence in this set: ${shownNumber(set.prevalence, 3)}; no net benefit can exceed it.`, `均不干预的净获益为 0。本组患病比例 ${shownNumber(set.prevalence, 3)}，净获益不可能超过该值。`), ...notesOf(source, set.warnings)],
  };
}

/** Decision curves with interventions avoided, set by set. */
export const decisionSection: SectionMaker = (source) => sectionOf(source, source.analysis.results.decisionCurve, 'decision-curve', source.say('Decision curves', '决策曲线'), async (result) => {
  const blocks = await Promise.all(result.sets.filter(({ refusal, models }) => refusal === null && models.length > 0).map(async (set) => {
    const comma = source.say(', ', '，');
    const bands = set.resamples > 0 ? [source.say(`Shaded: bootstrap by patient, ${set.resamples} resamples, seed "${set.seed}".`, `阴影：以患者为单位的自助法，${set.resamples} 次，种子“${set.seed}”。`)] : [];
    return [
      await figureBlock(source, `decision-curve-${set.group}`, `${source.say('Decision curves', '决策曲线')}${comma}${source.group(set.group)}`, decisionCurveChart(set, source.models, source.language), factsOfSet(source, set), bands),
      await figureBlock(source, `avoided-${set.group}`, `${source.say('Interventions avoided against treating all', '与全部干预相比避免的干预')}${comma}${source.group(set.group)}`, avoidedChart(set, source.models, source.language), { ...factsOfSet(source, set), level: null }),
      decisionTable(source, set),
    ];
  }));
  return [...sealedNotice(source), ...blocks.flat()];
});
