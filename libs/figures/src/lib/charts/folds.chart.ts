import type { RobustnessResult } from '@echocohort/analyses';
import type { Chart, FigureLanguage } from '../layout/chart.ts';
import { ruleAcross, whiskerSeries } from '../layout/marks.ts';
import { estimateText } from '../layout/numbers.ts';
import { BASE, FAINT, gridBox, LEGEND_TEXT, lookAt, markerStyle, namesAxis, numberAxis } from '../layout/style.ts';
import { tipOf } from '../layout/tip.ts';

const WORDS = {
  en: { x: 'AUC', fold: (fold: number): string => `Fold ${fold}`, pooled: 'All folds together', own: 'Left-out fold', external: 'External validation', of: 'AUC of the folds of cross-validation' },
  zh: { x: 'AUC', fold: (fold: number): string => `第 ${fold} 折`, pooled: '各折合并', own: '留出折', external: '外部验证集', of: '交叉验证各折的 AUC' },
} as const;

const [LEFT, PLOT, ROW] = [140, 300, 32];

type Area = RobustnessResult['pooled'];

/** Areas of the folds with their intervals, the pooled one below, and what the folds' models reach on the external set. */
export function foldsChart(result: RobustnessResult, language: FigureLanguage): Chart {
  const words = WORDS[language];
  // Folds are counted from 1 by people, whatever the record counts from.
  const first = Math.min(1, ...result.folds.map(({ fold }) => fold));
  const rows = [...result.folds.map(({ fold, auc }) => ({ name: words.fold(fold - first + 1), auc, fold })), { name: words.pooled, auc: result.pooled, fold: NaN }];
  const pointsOf = (areas: readonly { auc: Area; place: number }[]) => areas.flatMap(({ auc, place }) => (auc.value === null ? [] : [{ place, value: auc.value, lower: auc.lower ?? auc.value, upper: auc.upper ?? auc.value, auc }]));
  const own = pointsOf(rows.map(({ auc }, place) => ({ auc, place })));
  const external = pointsOf((result.external?.areas ?? []).map(({ auc, fold }) => ({ auc, place: rows.findIndex((row) => row.fold === fold) })).filter(({ place }) => place >= 0));
  const right = Math.min(0.5, ...[...own, ...external].map(({ lower }) => Math.floor(lower * 10) / 10));
  const both = external.length > 0;
  const series = (name: string, points: typeof own, look: number, shift: number): object[] => [
    whiskerSeries(points, lookAt(look).colour, shift),
    { name, type: 'scatter', symbol: lookAt(look).symbol, symbolSize: 9, symbolOffset: [0, shift], z: 3, itemStyle: markerStyle(lookAt(look)), data: points.map(({ value, place, auc }) => ({ value: [value, place], ids: auc.ids, tip: tipOf([`${rows[place]?.name ?? ''} · ${name}`, `AUC ${estimateText(auc, 3, language)}`], auc, language) })),
      ...(look === 0 && result.mean !== null ? { markLine: ruleAcross('xAxis', result.mean, FAINT) } : {}) },
  ];
  return {
    width: LEFT + PLOT + 24, height: 30 + rows.length * ROW + 48, description: words.of,
    option: {
      ...BASE,
      grid: [gridBox(LEFT, 30, PLOT, rows.length * ROW)],
      xAxis: [numberAxis({ name: words.x, min: Math.max(0, right), max: 1, interval: 0.1, label: (value) => value.toFixed(1) })],
      yAxis: [namesAxis(rows.map(({ name }) => name))],
      legend: { top: 2, left: LEFT, itemWidth: 14, itemHeight: 9, textStyle: LEGEND_TEXT, data: both ? [words.own, words.external] : [words.own] },
      tooltip: { trigger: 'item', formatter: ({ data }: { data: { tip?: string } }): string => data.tip ?? '' },
      series: [...series(words.own, own, 0, both ? -6 : 0), ...(both ? series(words.external, external, 1, 6) : [])],
    },
  };
}
