import type { DrawingApi, DrawingPlace } from './chart.ts';

/** A point of a band around a curve. */
export interface BandPoint {
  readonly x: number;
  readonly lower: number;
  readonly upper: number;
}

/** A shaded band; it is drawn once, from all points together. */
export const bandSeries = (points: readonly BandPoint[], colour: string, axes: { readonly x?: number; readonly y?: number } = {}): object => ({
  type: 'custom', silent: true, clip: true, z: 1, xAxisIndex: axes.x ?? 0, yAxisIndex: axes.y ?? 0, tooltip: { show: false },
  data: points.slice(0, 1).map(({ x, lower }) => [x, lower]),
  renderItem: ({ dataIndex }: DrawingPlace, api: DrawingApi): object | null => (dataIndex > 0 ? null : {
    type: 'polygon', shape: { points: [...points.map(({ x, upper }) => api.coord([x, upper])), ...points.toReversed().map(({ x, lower }) => api.coord([x, lower]))] }, style: { fill: colour, opacity: 0.15 },
  }),
});

/** One horizontal interval with its estimate, at the place of a name on a category axis. */
export interface WhiskerPoint {
  readonly place: number;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** An end that lies outside the axis gets an arrow. */
  readonly cutLower?: boolean;
  readonly cutUpper?: boolean;
}

const END = 4;

/** Intervals as lines with end strokes, arrows where the axis cuts them. */
export const whiskerSeries = (points: readonly WhiskerPoint[], colour: string, shift = 0): object => ({
  type: 'custom', silent: true, z: 2, tooltip: { show: false },
  data: points.map(({ value, place }) => [value, place]),
  renderItem: ({ dataIndex }: DrawingPlace, api: DrawingApi): object | null => {
    const point = points[dataIndex];
    if (!point) return null;
    const [fromX = 0, rawY = 0] = api.coord([point.lower, point.place]);
    const [toX = 0] = api.coord([point.upper, point.place]);
    const y = rawY + shift;
    const style = { stroke: colour, lineWidth: 1.4, fill: 'none' };
    const stroke = (x1: number, y1: number, x2: number, y2: number): object => ({ type: 'line', shape: { x1, y1, x2, y2 }, style });
    const end = (x: number, cut: boolean | undefined, side: number): object[] =>
      cut ? [stroke(x, y, x - side * 5, y - END), stroke(x, y, x - side * 5, y + END)] : [stroke(x, y - END, x, y + END)];
    return { type: 'group', children: [stroke(fromX, y, toX, y), ...end(fromX, point.cutLower, -1), ...end(toX, point.cutUpper, 1)] };
  },
});

/** A straight line across the plot, such as "no difference". */
export const ruleAcross = (axis: 'xAxis' | 'yAxis', value: number, colour: string): object => ({
  silent: true, symbol: 'none', animation: false, lineStyle: { color: colour, type: [4, 3], width: 1 }, label: { show: false }, data: [{ [axis]: value }],
});
