import type { ChartOption } from './chart.ts';

export const INK = '#1f2933';
export const FAINT = '#7b8794';
export const FAINTEST = '#e4e7eb';
export const FONT_FAMILY = "'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

/** How one thing is told from the others: by colour, by dashes and by marker, never by colour alone. */
export interface LineLook {
  readonly colour: string;
  readonly dash: 'solid' | readonly number[];
  readonly symbol: string;
}

/** Colours of Okabe and Ito (2008), which stay apart for colour-blind readers; yellow is left out, it is lost on white paper. */
const LOOKS: readonly [LineLook, ...LineLook[]] = [
  { colour: '#0072b2', dash: 'solid', symbol: 'circle' },
  { colour: '#d55e00', dash: [7, 4], symbol: 'rect' },
  { colour: '#009e73', dash: [2, 3], symbol: 'triangle' },
  { colour: '#cc79a7', dash: [10, 3, 2, 3], symbol: 'diamond' },
  { colour: '#56b4e9', dash: [4, 2], symbol: 'roundRect' },
  { colour: '#e69f00', dash: [12, 4], symbol: 'pin' },
];

/** The look of the thing at a place, in every figure the same. */
export const lookAt = (place: number): LineLook => LOOKS[Math.max(0, place) % LOOKS.length] ?? LOOKS[0];

/** What all charts share: no motion, white ground (for print), the shipped font. */
export const BASE = {
  animation: false,
  backgroundColor: '#ffffff',
  textStyle: { fontFamily: FONT_FAMILY, fontSize: 12, color: INK },
} satisfies Partial<ChartOption>;

/** A box for axes whose edges are given, so that the same chart has the same frame whatever the labels. */
export const gridBox = (left: number, top: number, width: number, height: number): object => ({ left, top, width, height, containLabel: false, outerBoundsMode: 'none' });

interface AxisWish {
  readonly name?: string;
  readonly min?: number;
  readonly max?: number;
  readonly interval?: number;
  readonly gap?: number;
  readonly grid?: number;
  readonly log?: boolean;
  readonly label?: (value: number) => string;
}

/** A numeric axis as journals draw it: a line with outward ticks, its name along it, no lattice. */
export const numberAxis = ({ name, min, max, interval, gap = 30, grid = 0, log = false, label }: AxisWish): object => ({
  type: log ? 'log' : 'value', gridIndex: grid, min, max, interval, name, nameLocation: 'middle', nameGap: gap, nameTextStyle: { color: INK, fontSize: 12 },
  axisLine: { show: true, onZero: false, lineStyle: { color: INK, width: 1 } }, axisTick: { show: true, length: 4, lineStyle: { color: INK } },
  minorTick: { show: false }, splitLine: { show: false }, axisLabel: { color: INK, fontSize: 11, ...(label ? { formatter: label } : {}) },
});

/** An axis of names, the first on top. */
export const namesAxis = (names: readonly string[], place: { readonly grid?: number; readonly position?: 'left' | 'right'; readonly width?: number; readonly margin?: number; readonly align?: 'left' | 'right' } = {}): object => ({
  type: 'category', gridIndex: place.grid ?? 0, inverse: true, position: place.position ?? 'left', data: [...names],
  axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false },
  axisLabel: { color: INK, fontSize: 11, interval: 0, margin: place.margin ?? 8, align: place.align, ...(place.width === undefined ? {} : { width: place.width, overflow: 'break' }) },
});

/** The look of a marker. */
export const markerStyle = (look: LineLook): object => ({ color: look.colour, opacity: 1 });

/** A legend's texts, and an entry whose line has no marker. */
export const LEGEND_TEXT = { fontSize: 11.5, color: INK };
export const lineOnly = (name: string): object => ({ name, itemStyle: { opacity: 0 } });

/** The style of a series' line. */
export const lineStyle = (look: LineLook, width = 1.8): object => ({ color: look.colour, width, type: look.dash });
