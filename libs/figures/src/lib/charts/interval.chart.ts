import type { IntervalResult } from '@echocohort/analyses';
import type { Chart, FigureLanguage } from '../layout/chart.ts';
import { BASE, FAINT, gridBox, INK, lookAt, numberAxis } from '../layout/style.ts';
import { tipOf } from '../layout/tip.ts';

const WORDS = {
  en: { x: 'Days from scan to specimen', y: 'Lesions', most: 'allowed', of: 'Days from scan to specimen' },
  zh: { x: '超声检查至取材的天数', y: '病灶数', most: '上限', of: '超声检查至取材的间隔' },
} as const;

/** A round number of marks of about five. */
const stepFor = (most: number): number => [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((step) => most / step <= 6) ?? 2000;

/** How many lesions waited how many days for their specimen, and the limit that the study allows. */
export function intervalChart(result: IntervalResult, language: FigureLanguage): Chart {
  const words = WORDS[language];
  const all = result.groups.find(({ group }) => group === 'all');
  const bars = all?.histogram ?? [];
  const [from, to] = [Math.min(0, ...bars.map(({ days }) => days)), Math.max(result.mostDays, ...bars.map(({ days }) => days))];
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const step = stepFor(most);
  const days = stepFor(to - from);
  const ticks = Array.from({ length: Math.floor(to / days) - Math.ceil(from / days) + 1 }, (_, index) => (Math.ceil(from / days) + index) * days);
  return {
    width: 520, height: 320, description: words.of,
    option: {
      ...BASE,
      grid: [gridBox(66, 26, 410, 234)],
      xAxis: [{ ...numberAxis({ name: words.x, min: from - 1, max: to + 2 }), axisLabel: { color: INK, fontSize: 11, customValues: ticks, formatter: (value: number) => String(value).replace('-', '−') }, axisTick: { show: true, length: 4, lineStyle: { color: INK }, customValues: ticks } }],
      yAxis: [numberAxis({ name: words.y, min: 0, max: Math.ceil(most / step) * step, interval: step, gap: 42, label: (value) => String(Math.round(value)) })],
      tooltip: { trigger: 'item', formatter: ({ value }: { value: readonly number[] }): string => tipOf([`${words.x}: ${value[0] ?? ''}`, `${words.y}: ${value[1] ?? ''}`], { method: 'count', reference: '', n: all?.n ?? 0, events: null, unit: result.unit, dropped: all?.missing ?? 0 }, language) },
      series: [{
        type: 'bar', ids: all?.ids ?? null, barWidth: Math.max(2, Math.min(9, 400 / (to - from + 2) - 2)), itemStyle: { color: lookAt(0).colour }, data: bars.map(({ days: day, count }) => [day, count]),
        markLine: { silent: true, symbol: 'none', animation: false, lineStyle: { color: FAINT, type: [4, 3], width: 1 }, label: { show: true, position: 'end', color: INK, fontSize: 11, formatter: `≤ ${result.mostDays} (${words.most})` }, data: [{ xAxis: result.mostDays + 0.5 }] },
      }],
    },
  };
}
