import type { StratifiedResult } from '@echocohort/analyses';
import { modelLabel, type Chart, type FigureLanguage, type ModelName } from '../layout/chart.ts';
import { whiskerSeries } from '../layout/marks.ts';
import { estimateText } from '../layout/numbers.ts';
import { BASE, gridBox, LEGEND_TEXT, lookAt, markerStyle, namesAxis, numberAxis } from '../layout/style.ts';
import { tipOf } from '../layout/tip.ts';
import { textWidth } from '../layout/text-width.ts';
import { GROUP_LABELS } from '../layout/words.ts';

const WORDS = {
  en: { x: 'AUC', none: 'AUC not estimable', of: (name: string): string => `AUC by ${name.toLowerCase()}` },
  zh: { x: 'AUC', none: 'AUC 无法估计', of: (name: string): string => `按${name}分层的 AUC` },
} as const;

type Stratified = StratifiedResult['variables'][number];

const PLOT = 330;
const BETWEEN = 15;

/** The lowest tenth that an axis of areas must show; never above a half, the area of chance. */
const leastArea = (lows: readonly number[]): number => Math.max(0, Math.min(0.5, Math.floor(Math.min(1, ...lows) * 10) / 10));

/** One row for a stratum of a set, as large as the most complete model sees it. */
function rowsOf({ cells }: Stratified): Stratified['cells'] {
  const rows = new Map<string, Stratified['cells'][number]>();
  for (const cell of cells) {
    const key = `${cell.group}|${cell.stratum?.code ?? ''}`;
    const known = rows.get(key);
    if (cell.stratum && (!known || cell.n > known.n)) rows.set(key, cell);
  }
  return [...rows.values()];
}

/** Areas under the curve of each model by stratum, set by set, with their intervals. */
export function strataChart(result: Stratified, models: readonly ModelName[], language: FigureLanguage): Chart {
  const words = WORDS[language];
  const used = models.filter(({ code }) => result.cells.some((cell) => cell.model === code));
  const rows = rowsOf(result);
  const names = rows.map(({ group, stratum, n }) => `${GROUP_LABELS[group][language]}${language === 'zh' ? '，' : ', '}${stratum?.label[language] ?? ''} (n = ${n})`);
  const rowHeight = Math.max(26, used.length * BETWEEN + 10);
  const left = Math.ceil(Math.max(120, ...names.map((name) => textWidth(name, 11)))) + 20;
  const height = Math.max(1, rows.length) * rowHeight;
  const lows = result.cells.flatMap(({ auc }) => [auc.lower ?? auc.value ?? 1]);
  const least = leastArea(lows);
  const series = used.flatMap(({ code }, index) => {
    const look = lookAt(models.findIndex((model) => model.code === code));
    const shift = (index - (used.length - 1) / 2) * BETWEEN;
    const own = rows.map((row) => result.cells.find((cell) => cell.model === code && cell.group === row.group && cell.stratum?.code === row.stratum?.code));
    const points = own.flatMap((cell, place) => (cell && cell.auc.value !== null ? [{ place, value: cell.auc.value, lower: cell.auc.lower ?? cell.auc.value, upper: cell.auc.upper ?? cell.auc.value, cell }] : []));
    return [
      whiskerSeries(points, look.colour, shift),
      { name: modelLabel(models, code, language), type: 'scatter', symbol: look.symbol, symbolSize: 8, symbolOffset: [0, shift], z: 3, itemStyle: markerStyle(look),
        data: points.map(({ value, place, cell }) => ({ value: [value, place], ids: cell.ids, tip: tipOf([`${modelLabel(models, code, language)} · ${names[place] ?? ''}`, `AUC ${estimateText(cell.auc, 3, language)}`], cell.auc, language) })) },
    ];
  });
  return {
    width: left + PLOT + 24, height: 30 + height + 48, description: words.of(result.label[language]),
    option: {
      ...BASE,
      grid: [gridBox(left, 30, PLOT, height)],
      xAxis: [numberAxis({ name: words.x, min: least, max: 1, interval: 0.1, label: (value) => value.toFixed(1) })],
      yAxis: [namesAxis(names)],
      legend: { top: 2, left, itemWidth: 14, itemHeight: 9, itemGap: 16, textStyle: LEGEND_TEXT, data: used.map(({ code }) => modelLabel(models, code, language)) },
      tooltip: { trigger: 'item', formatter: ({ data }: { data: { tip?: string } }): string => data.tip ?? '' },
      series,
    },
  };
}
