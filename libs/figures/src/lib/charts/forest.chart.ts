import type { FitResult } from '@echocohort/analyses';
import type { Chart, FigureLanguage } from '../layout/chart.ts';
import { estimateText } from '../layout/numbers.ts';
import { whiskerSeries, ruleAcross, type WhiskerPoint } from '../layout/marks.ts';
import { BASE, FAINT, gridBox, INK, lookAt, markerStyle, namesAxis, numberAxis } from '../layout/style.ts';
import { tipOf } from '../layout/tip.ts';
import { textWidth, wrapText } from '../layout/text-width.ts';

const WORDS = {
  en: { x: 'Odds ratio of malignancy (logarithmic axis)', odds: 'OR', p: 'p', of: 'Odds ratios of malignancy with their intervals' },
  zh: { x: '恶性的比值比（对数轴）', odds: '比值比', p: 'p', of: '恶性的比值比及其区间' },
} as const;

const [ROW, LINE] = [30, 14];
const PLOT = 250;
const LABEL = 210;

/** Powers and halves that a reader finds on a logarithmic axis. */
const TICKS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];

function axisRange(rows: FitResult['terms']): { least: number; most: number; ticks: number[] } {
  const known = rows.flatMap(({ odds }) => [odds.lower, odds.value, odds.upper]).filter((value): value is number => value !== null && Number.isFinite(value) && value > 0);
  const [low, high] = [Math.min(1, ...known), Math.max(1, ...known)];
  const least = TICKS.findLast((tick) => tick <= low) ?? 0.01;
  const most = TICKS.find((tick) => tick >= high) ?? 500;
  const inside = TICKS.filter((tick) => tick >= least && tick <= most);
  return { least, most, ticks: inside.length > 8 ? inside.filter((tick) => /^0?\.?0*1/.test(String(tick))) : inside };
}

/** Odds ratios of a fit as a forest plot, one line a term, with the numbers and p beside it. */
export function forestChart(fit: Pick<FitResult, 'terms'>, language: FigureLanguage): Chart {
  const words = WORDS[language];
  const rows = fit.terms.filter(({ odds }) => odds.value !== null && odds.value > 0);
  const { least, most, ticks } = axisRange(rows);
  const inside = (value: number): number => Math.min(Math.max(value, least), most);
  const points = rows.map(({ odds }, place): WhiskerPoint => ({
    place, value: odds.value ?? 1, lower: inside(odds.lower ?? odds.value ?? 1), upper: inside(odds.upper ?? odds.value ?? 1), cutLower: (odds.lower ?? 1) < least, cutUpper: (odds.upper ?? 1) > most,
  }));
  const names = rows.map(({ label }) => wrapText(label[language], 11, LABEL).join('\n'));
  const figures = rows.map(({ odds }) => estimateText(odds, (odds.value ?? 0) >= 1000 ? 0 : (odds.value ?? 0) >= 100 ? 1 : 2, language));
  const shown = rows.map((row) => row.shown);
  const column = Math.max(...figures.map((text) => textWidth(text, 11)), 60);
  const row = Math.max(ROW, ...names.map((name) => name.split('\n').length * LINE + 8));
  const [left, top, height] = [LABEL + 20, 34, Math.max(1, rows.length) * row];
  const look = lookAt(0);
  const heading = (text: string, x: number): object => ({ type: 'text', silent: true, x, y: 12, style: { text, fill: INK, font: `bold 11px ${BASE.textStyle.fontFamily}` } });
  return {
    width: Math.ceil(left + PLOT + 16 + column + 16 + 62), height: top + height + 52, description: words.of,
    option: {
      ...BASE,
      grid: [gridBox(left, top, PLOT, height)],
      xAxis: [{ ...numberAxis({ name: words.x, min: least, max: most, log: true }), axisLabel: { color: INK, fontSize: 11, customValues: ticks, formatter: String }, axisTick: { show: true, length: 4, lineStyle: { color: INK }, customValues: ticks } }],
      yAxis: [namesAxis(names), namesAxis(figures, { position: 'right', margin: 16, align: 'left' }), namesAxis(shown, { position: 'right', margin: 16 + column + 16, align: 'left' })],
      graphic: [heading(words.odds, left + PLOT + 16), heading(words.p, left + PLOT + 32 + column)],
      tooltip: { trigger: 'item', formatter: ({ dataIndex }: { dataIndex: number }): string => tipOf([rows[dataIndex]?.label[language] ?? '', `${words.odds} ${figures[dataIndex] ?? ''}`, `p ${shown[dataIndex] ?? ''}`], rows[dataIndex]?.odds, language) },
      series: [
        whiskerSeries(points, look.colour),
        { type: 'scatter', symbol: 'rect', symbolSize: 8, z: 3, itemStyle: markerStyle(look), data: points.map(({ value, place }) => ({ value: [value, place], ids: rows[place]?.odds.ids ?? null })), markLine: ruleAcross('xAxis', 1, FAINT) },
      ],
    },
  };
}
