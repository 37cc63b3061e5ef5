import { momentsOf } from '../group-tests/moments.ts';
import { sampleQuantile, type QuantileType } from '../distributions/sample-quantile.ts';
import type { Cell } from '../table/data-table.ts';

/** What R's `cut` makes of numbers: the interval of each, and all intervals in their order. */
export interface CutCells {
  readonly cells: readonly (string | null)[];
  readonly levels: readonly string[];
}

/** How `cut` was called besides the numbers. */
export interface CutOptions {
  readonly breaks: readonly number[];
  readonly labels: readonly string[] | null;
  readonly right: boolean;
  readonly includeLowest: boolean;
}

const numbersIn = (cells: readonly Cell[]): number[] => cells.filter((cell): cell is number => typeof cell === 'number' && !Number.isNaN(cell));

/** A number as C writes it with %g, which R's labels of intervals are made with. */
function general(value: number, digits: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  if (value === 0) return '0';
  const power = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits)))));
  if (power >= -4 && power < digits) return String(Number(value.toPrecision(digits)));
  const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e');
  return `${String(Number(mantissa))}e${exponent.startsWith('-') ? '-' : '+'}${exponent.replace(/^[-+]/, '').padStart(2, '0')}`;
}

/** Break points: those given, in order, or as many intervals of equal width as asked for, a thousandth wider at the ends. */
function breakPoints(breaks: readonly number[], values: readonly number[]): number[] {
  const [count] = breaks;
  if (breaks.length !== 1 || count === undefined) return [...breaks].sort((a, b) => a - b);
  const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
  const width = high - low;
  return Array.from({ length: count + 1 }, (_, at) => (at === 0 ? low - width / 1000 : at === count ? high + width / 1000 : low + (width * at) / count));
}

function intervalLabels(points: readonly number[], { right, includeLowest }: CutOptions): string[] {
  const last = points.length - 2;
  const texts = Array.from({ length: 10 }, (_, more) => points.map((point) => general(point, 3 + more))).find((shown) => new Set(shown).size === shown.length) ?? points.map(String);
  return Array.from({ length: last + 1 }, (_, at) => {
    const [open, shut] = right ? [includeLowest && at === 0 ? '[' : '(', ']'] : ['[', includeLowest && at === last ? ']' : ')'];
    return `${open}${texts[at] ?? ''},${texts[at + 1] ?? ''}${shut}`;
  });
}

/** Intervals of numbers after R's `cut`; a number outside all of them has none. Null where labels and intervals differ in number. */
export function cutCells(cells: readonly Cell[], options: CutOptions): CutCells | null {
  const points = breakPoints(options.breaks, numbersIn(cells));
  const levels = options.labels ?? intervalLabels(points, options);
  if (points.length < 2 || levels.length !== points.length - 1 || new Set(points).size < points.length) return null;
  const { right, includeLowest } = options;
  const place = (value: number): number => points.slice(1).findIndex((upper, at) => {
    const lower = points[at] ?? NaN;
    const edge = includeLowest && (right ? at === 0 && value === lower : at === points.length - 2 && value === upper);
    return edge || (right ? value > lower && value <= upper : value >= lower && value < upper);
  });
  return { levels, cells: cells.map((cell) => (typeof cell === 'number' && !Number.isNaN(cell) ? (levels[place(cell)] ?? null) : null)) };
}

/** Centred and divided by the standard deviation, as R's `scale`. */
export function scaled(cells: readonly Cell[], centre: boolean, divide: boolean): (number | null)[] {
  const { mean, variance } = momentsOf(numbersIn(cells));
  const spread = divide ? Math.sqrt(variance ?? NaN) : 1;
  return cells.map((cell) => (typeof cell === 'number' ? (cell - (centre ? mean : 0)) / spread : null));
}

/** Ranks, ties sharing their mean, as R's `rank`. */
export function ranked(cells: readonly Cell[]): (number | null)[] {
  const order = numbersIn(cells).sort((a, b) => a - b);
  const places = new Map<number, number>();
  for (let from = 0; from < order.length;) {
    const value = order[from] ?? NaN;
    let to = from;
    while (order[to + 1] === value) to++;
    places.set(value, (from + to) / 2 + 1);
    from = to + 1;
  }
  return cells.map((cell) => (typeof cell === 'number' ? (places.get(cell) ?? null) : null));
}

/** Quantiles of a column. */
export const quantilesOf = (cells: readonly Cell[], shares: readonly number[], type: QuantileType): number[] => shares.map((share) => sampleQuantile(numbersIn(cells), share, type));
