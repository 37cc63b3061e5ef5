import type { GroupName, RocResult } from '@echocohort/analyses';
import { modelLabel, type Chart, type FigureLanguage, type ModelName } from '../layout/chart.ts';
import { decimals, estimateText } from '../layout/numbers.ts';
import { BASE, FAINT, gridBox, LEGEND_TEXT, lineStyle, lookAt, numberAxis } from '../layout/style.ts';
import { tipOf } from '../layout/tip.ts';
import { GROUP_LABELS } from '../layout/words.ts';

const WORDS = {
  en: { x: '1 − specificity', y: 'Sensitivity', chance: 'Chance', cutOff: 'cut-off', of: (set: string): string => `ROC curves, ${set.toLowerCase()}` },
  zh: { x: '1 − 特异度', y: '灵敏度', chance: '随机', cutOff: '截断值', of: (set: string): string => `ROC 曲线，${set}` },
} as const;

type Curve = RocResult['curves'][number];

/** Beyond this many points a curve is thinned for drawing: neighbours nearer than half a pixel cannot be told apart. */
const STEP = 0.5 / 360;

function thinned(points: Curve['points']): Curve['points'] {
  let last = { falsePositiveRate: -1, truePositiveRate: -1 };
  return points.filter((point, index) => {
    const near = Math.abs(point.falsePositiveRate - last.falsePositiveRate) < STEP && Math.abs(point.truePositiveRate - last.truePositiveRate) < STEP;
    if (near && index < points.length - 1) return false;
    last = point;
    return true;
  });
}

/** What the curve and the marker of its cut-off are called. */
const namesOf = ({ auc }: Curve, label: string, language: FigureLanguage): readonly [string, string] => [`${label}: ${auc.value === null ? '' : 'AUC '}${estimateText(auc, 3, language)}`, `${label} · ${WORDS[language].cutOff}`];

function curveSeries(curve: Curve, place: number, label: string, language: FigureLanguage): object[] {
  const look = lookAt(place);
  const [name, marked] = namesOf(curve, label, language);
  const point = curve.cutOff;
  return [
    { name, ids: curve.auc.ids, type: 'line', symbol: look.symbol, showSymbol: false, lineStyle: lineStyle(look), itemStyle: { color: look.colour }, data: thinned(curve.points).map((each) => [each.falsePositiveRate, each.truePositiveRate, each.threshold]) },
    ...(point ? [{ name: marked, ids: curve.auc.ids, type: 'scatter', clip: false, z: 5, symbol: look.symbol, symbolSize: 9, itemStyle: { color: look.colour, opacity: 1, borderColor: '#ffffff', borderWidth: 1 }, data: [[point.falsePositiveRate, point.truePositiveRate, point.threshold]] }] : []),
  ];
}

/** ROC curves of all models in one set; markers stand at the cut-offs that were fixed in training. */
export function rocChart(result: RocResult, group: GroupName, models: readonly ModelName[], language: FigureLanguage): Chart {
  const words = WORDS[language];
  const curves = result.curves.filter((curve) => curve.group === group);
  const series = curves.flatMap((curve) => curveSeries(curve, models.findIndex(({ code }) => code === curve.model), modelLabel(models, curve.model, language), language));
  const areas = new Map(curves.flatMap((curve) => namesOf(curve, modelLabel(models, curve.model, language), language).map((name) => [name, curve.auc] as const)));
  const tip = ({ value, seriesName }: { value: readonly (number | null)[]; seriesName: string }): string =>
    tipOf([seriesName, `${words.y} ${decimals(value[1] ?? 0, 3)} · ${words.x} ${decimals(value[0] ?? 0, 3)}`, ...(typeof value[2] === 'number' ? [`${words.cutOff} ${decimals(value[2], 4)}`] : [])], areas.get(seriesName), language);
  const oneDecimal = (value: number): string => value.toFixed(1);
  return {
    width: 460, height: 440, description: words.of(GROUP_LABELS[group][language]),
    option: {
      ...BASE,
      grid: [gridBox(62, 16, 376, 364)],
      xAxis: [numberAxis({ name: words.x, min: 0, max: 1, interval: 0.2, label: oneDecimal })],
      yAxis: [numberAxis({ name: words.y, min: 0, max: 1, interval: 0.2, gap: 38, label: oneDecimal })],
      legend: { orient: 'vertical', left: 168, bottom: 74, itemWidth: 34, itemHeight: 8, itemGap: 7, selectedMode: true, textStyle: LEGEND_TEXT, data: series.flatMap((entry) => ('name' in entry && 'showSymbol' in entry ? [entry.name] : [])) },
      tooltip: { trigger: 'item', formatter: tip },
      series: [{ type: 'line', silent: true, symbol: 'none', lineStyle: { color: FAINT, width: 1, type: [4, 4] }, data: [[0, 0], [1, 1]], tooltip: { show: false } }, ...series],
    },
  };
}
