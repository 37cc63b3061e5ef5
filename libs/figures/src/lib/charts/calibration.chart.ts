import type { CalibrationCurve, CalibrationResult, GroupName } from '@echocohort/analyses';
import { modelLabel, type Chart, type FigureLanguage, type ModelName } from '../layout/chart.ts';
import { bandSeries } from '../layout/marks.ts';
import { decimals } from '../layout/numbers.ts';
import { BASE, FAINT, gridBox, LEGEND_TEXT, lineOnly, lineStyle, lookAt, markerStyle, numberAxis } from '../layout/style.ts';
import type { NumberFacts } from '../layout/fact-lines.ts';
import { tipOf } from '../layout/tip.ts';
import { GROUP_LABELS } from '../layout/words.ts';

const WORDS = {
  en: { x: 'Predicted probability of malignancy', y: 'Observed share malignant', count: 'Lesions', ideal: 'Ideal', groups: 'tenths of risk', of: (set: string): string => `Calibration, ${set.toLowerCase()}` },
  zh: { x: '预测恶性概率', y: '实际恶性比例', count: '病灶数', ideal: '理想', groups: '按风险十分组', of: (set: string): string => `校准曲线，${set}` },
} as const;

const [LEFT, WIDTH, TOP, HEIGHT, STRIP] = [66, 376, 16, 350, 56];

function curveSeries(curve: CalibrationCurve, place: number, name: string): object[] {
  const look = lookAt(place);
  const band = curve.smooth.flatMap(({ predicted, lower, upper }) => (lower === null || upper === null ? [] : [{ x: predicted, lower: Math.max(0, lower), upper: Math.min(1, upper) }]));
  const bars = curve.groups.flatMap(({ predicted, lower, upper }) => (lower === null || upper === null ? [] : [[predicted, lower], [predicted, upper], null]));
  return [
    ...(band.length > 1 ? [bandSeries(band, look.colour)] : []),
    { name, ids: curve.ids, type: 'line', showSymbol: false, symbol: look.symbol, lineStyle: lineStyle(look), itemStyle: { color: look.colour }, data: curve.smooth.map(({ predicted, observed }) => [predicted, observed]) },
    { type: 'line', silent: true, symbol: 'none', connectNulls: false, lineStyle: { color: look.colour, width: 1, opacity: 0.6 }, data: bars.map((bar) => bar ?? ['-', '-']), tooltip: { show: false } },
    { name, ids: curve.ids, type: 'scatter', symbol: look.symbol, symbolSize: 6, itemStyle: markerStyle(look), data: curve.groups.map(({ predicted, observed, n, events }) => [predicted, observed, n, events]) },
  ];
}

/** A tenth of risk is a proportion with Wilson's interval; a point between is read off the smooth curve. */
function factsAt(curve: CalibrationCurve | undefined, [, , n, events]: readonly (number | undefined)[]): NumberFacts | undefined {
  if (curve === undefined) return undefined;
  const { unit, inTheLarge: { level } } = curve;
  if (n !== undefined && events !== undefined) return { method: 'proportion', reference: 'Hmisc::binconf', n, events, unit, level, intervalMethod: 'wilson' };
  return { ...(curve.warnings.some((warning) => warning.startsWith('smooth-by-lowess')) ? { method: 'lowess', reference: 'lowess(iter = 0)' } : { method: 'loess', reference: 'loess(span = 0.75)' }), n: curve.n, events: curve.events, unit };
}

/** How the probabilities are spread: a staircase under the plot for each model. */
const spread = (curve: CalibrationCurve, place: number): object => ({
  type: 'line', xAxisIndex: 1, yAxisIndex: 1, silent: true, symbol: 'none', step: 'end', lineStyle: lineStyle(lookAt(place), 1.2), tooltip: { show: false },
  data: [...curve.histogram.map(({ from, malignant, benign }) => [from, malignant + benign]), [1, curve.histogram.at(-1) ? (curve.histogram.at(-1)?.malignant ?? 0) + (curve.histogram.at(-1)?.benign ?? 0) : 0]],
});

/** Calibration curves of the models in one set: smooth curve with its band, tenths of risk as markers, and below how the predictions are spread. */
export function calibrationChart(result: CalibrationResult, group: GroupName, models: readonly ModelName[], language: FigureLanguage): Chart {
  const words = WORDS[language];
  const curves = result.curves.filter((curve) => curve.group === group && curve.refusal === null);
  const placed = curves.map((curve) => ({ curve, place: models.findIndex(({ code }) => code === curve.model), name: modelLabel(models, curve.model, language) }));
  const most = Math.max(1, ...curves.flatMap(({ histogram }) => histogram.map(({ malignant, benign }) => malignant + benign)));
  const oneDecimal = (value: number): string => value.toFixed(1);
  const tip = ({ value, seriesName }: { value: readonly number[]; seriesName: string }): string =>
    tipOf([seriesName, `${words.x} ${decimals(value[0] ?? 0, 3)}`, `${words.y} ${decimals(value[1] ?? 0, 3)}`], factsAt(placed.find(({ name }) => name === seriesName)?.curve, value), language);
  return {
    width: 460, height: 520, description: words.of(GROUP_LABELS[group][language]),
    option: {
      ...BASE,
      grid: [gridBox(LEFT, TOP, WIDTH, HEIGHT), gridBox(LEFT, TOP + HEIGHT + 32, WIDTH, STRIP)],
      xAxis: [numberAxis({ min: 0, max: 1, interval: 0.2, label: oneDecimal }), numberAxis({ name: words.x, min: 0, max: 1, interval: 0.2, grid: 1, label: oneDecimal })],
      yAxis: [numberAxis({ name: words.y, min: 0, max: 1, interval: 0.2, gap: 42, label: oneDecimal }), numberAxis({ name: words.count, min: 0, max: most, interval: most, gap: 42, grid: 1, label: (value) => String(Math.round(value)) })],
      legend: { orient: 'vertical', left: LEFT + 14, top: TOP + 6, itemWidth: 34, itemHeight: 8, itemGap: 7, textStyle: LEGEND_TEXT, data: [...placed.map(({ name }) => name), lineOnly(words.ideal)] },
      tooltip: { trigger: 'item', formatter: tip },
      series: [
        { name: words.ideal, type: 'line', silent: true, symbol: 'none', lineStyle: { color: FAINT, width: 1, type: [4, 4] }, itemStyle: { color: FAINT }, data: [[0, 0], [1, 1]], tooltip: { show: false } },
        ...placed.flatMap(({ curve, place, name }) => curveSeries(curve, place, name)),
        ...placed.map(({ curve, place }) => spread(curve, place)),
      ],
    },
  };
}
