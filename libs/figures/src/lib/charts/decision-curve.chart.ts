import type { DecisionCurveResult } from '@echocohort/analyses';
import { modelLabel, type Chart, type FigureLanguage, type ModelName } from '../layout/chart.ts';
import { bandSeries } from '../layout/marks.ts';
import { decimals } from '../layout/numbers.ts';
import { BASE, FAINT, gridBox, INK, LEGEND_TEXT, lineOnly, lineStyle, lookAt, numberAxis } from '../layout/style.ts';
import type { NumberFacts } from '../layout/fact-lines.ts';
import { tipOf } from '../layout/tip.ts';
import { GROUP_LABELS } from '../layout/words.ts';

const WORDS = {
  en: { x: 'Threshold probability', benefit: 'Net benefit', avoided: 'Interventions avoided per 100', all: 'Treat all', none: 'Treat none', curve: (set: string): string => `Decision curves, ${set.toLowerCase()}`, spared: (set: string): string => `Interventions avoided, ${set.toLowerCase()}` },
  zh: { x: '阈值概率', benefit: '净获益', avoided: '每 100 例避免的干预数', all: '全部干预', none: '均不干预', curve: (set: string): string => `决策曲线，${set}`, spared: (set: string): string => `避免的干预，${set}` },
} as const;

type DecisionSet = DecisionCurveResult['sets'][number];

const factsOf = ({ method, n, events, unit, dropped, level, resamples }: DecisionSet): NumberFacts => ({ method, reference: 'dcurves::dca', n, events, unit, dropped, ...(resamples > 0 ? { level, intervalMethod: 'bootstrap-by-patient' } : {}) });

const [LEFT, TOP, WIDTH, HEIGHT] = [66, 16, 376, 320];
const percent = (value: number): string => `${Math.round(value * 100)}%`;

const xAxis = (name: string): object => numberAxis({ name, min: 0, max: 1, interval: 0.2, label: percent });
const legend = (names: readonly (string | object)[], place: object): object => ({ orient: 'vertical', itemWidth: 34, itemHeight: 8, itemGap: 6, textStyle: LEGEND_TEXT, data: names, ...place });

/** Net benefit of the models, of treating all and of treating none, with bootstrap bands where they were made. */
export function decisionCurveChart(set: DecisionSet, models: readonly ModelName[], language: FigureLanguage): Chart {
  const words = WORDS[language];
  const top = Math.ceil(Math.max(0.1, set.prevalence ?? 0, ...set.models.flatMap(({ points }) => points.map(({ upper, netBenefit }) => upper ?? netBenefit))) * 5 - 1e-9) / 5;
  // Far below zero nobody would act on a model: the axis ends a little below it, and curves leave the frame there.
  const floor = -0.2;
  const placed = set.models.map(({ model, points }) => ({ points, look: lookAt(models.findIndex(({ code }) => code === model)), name: modelLabel(models, model, language) }));
  const tip = ({ value, seriesName }: { value: readonly number[]; seriesName: string }): string => tipOf([seriesName, `${words.x} ${percent(value[0] ?? 0)}`, `${words.benefit} ${decimals(value[1] ?? 0, 3)}`], factsOf(set), language);
  return {
    width: 460, height: 400, description: words.curve(GROUP_LABELS[set.group][language]),
    option: {
      ...BASE,
      grid: [gridBox(LEFT, TOP, WIDTH, HEIGHT)], xAxis: [xAxis(words.x)],
      yAxis: [numberAxis({ name: words.benefit, min: floor, max: top, interval: 0.2, gap: 42, label: (value) => decimals(value, 1) })],
      legend: legend([...placed.map(({ name }) => name), lineOnly(words.all), lineOnly(words.none)], { left: LEFT + 14, bottom: 400 - TOP - HEIGHT + (HEIGHT * -floor) / (top - floor) + 10 }),
      tooltip: { trigger: 'item', formatter: tip },
      series: [
        ...placed.flatMap(({ points, look }) => {
          const band = points.flatMap(({ threshold, lower, upper }) => (lower === null || upper === null || upper < floor ? [] : [{ x: threshold, lower: Math.max(lower, floor), upper: Math.min(upper, top) }]));
          return band.length > 1 ? [bandSeries(band, look.colour)] : [];
        }),
        { name: words.all, ids: set.ids, type: 'line', showSymbol: false, symbol: 'none', clip: true, lineStyle: { color: INK, width: 1.2, type: [1, 3] }, itemStyle: { color: INK }, data: set.treatAll.map(({ threshold, netBenefit }) => [threshold, netBenefit]) },
        { name: words.none, type: 'line', symbol: 'none', lineStyle: { color: FAINT, width: 1.2 }, itemStyle: { color: FAINT }, data: [[0, 0], [1, 0]] },
        ...placed.map(({ points, look, name }) => ({ name, ids: set.ids, type: 'line', showSymbol: false, symbol: look.symbol, clip: true, lineStyle: lineStyle(look), itemStyle: { color: look.colour }, data: points.map(({ threshold, netBenefit }) => [threshold, netBenefit]) })),
      ],
    },
  };
}

/** Interventions that a model spares for each 100 lesions against treating all, at no loss of true findings. */
export function avoidedChart(set: DecisionSet, models: readonly ModelName[], language: FigureLanguage): Chart {
  const words = WORDS[language];
  const all = set.models.flatMap(({ points }) => points.map(({ avoidedPer100 }) => avoidedPer100 ?? 0));
  const top = Math.max(10, Math.ceil((Math.max(...all, 0) * 1.25) / 10) * 10);
  // Where a model is worse than treating all the curve goes below zero; how far is of no use to anybody.
  const floor = all.some((value) => value < -0.05) ? -10 : 0;
  const placed = set.models.map(({ model, points }) => ({ points, look: lookAt(models.findIndex(({ code }) => code === model)), name: modelLabel(models, model, language) }));
  const tip = ({ value, seriesName }: { value: readonly number[]; seriesName: string }): string => tipOf([seriesName, `${words.x} ${percent(value[0] ?? 0)}`, `${words.avoided} ${decimals(value[1] ?? 0, 1)}`], factsOf(set), language);
  return {
    width: 460, height: 400, description: words.spared(GROUP_LABELS[set.group][language]),
    option: {
      ...BASE,
      grid: [gridBox(LEFT, TOP, WIDTH, HEIGHT)], xAxis: [xAxis(words.x)],
      yAxis: [numberAxis({ name: words.avoided, min: floor, max: top, interval: top > 60 ? 20 : 10, gap: 42, label: (value) => decimals(value, 0) })],
      legend: legend(placed.map(({ name }) => name), { left: LEFT + 14, top: TOP + 8 }),
      tooltip: { trigger: 'item', formatter: tip },
      series: [
        { type: 'line', silent: true, symbol: 'none', lineStyle: { color: FAINT, width: 1 }, data: [[0, 0], [1, 0]], tooltip: { show: false } },
        ...placed.map(({ points, look, name }) => ({ name, ids: set.ids, type: 'line', showSymbol: false, symbol: look.symbol, clip: true, lineStyle: lineStyle(look), itemStyle: { color: look.colour }, data: points.flatMap(({ threshold, avoidedPer100 }) => (avoidedPer100 === null ? [] : [[threshold, avoidedPer100]])) })),
      ],
    },
  };
}
