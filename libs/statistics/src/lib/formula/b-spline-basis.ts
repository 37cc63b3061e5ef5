import { sampleQuantiles } from '../distributions/sample-quantile.ts';

/** B-splines of one variable as R's splines package makes them: `bs`, or with a straight course beyond the boundary knots `ns`. */
export interface BSplineBasis {
  readonly kind: 'b-spline';
  readonly order: number;
  /** All knots, those at either boundary repeated `order` times. */
  readonly knots: readonly number[];
  readonly intercept: boolean;
  /** What makes a spline natural: reflections that take the second derivatives at the boundaries away. */
  readonly reflections: readonly (readonly number[])[] | null;
}

/** What a call of `bs` or `ns` says. */
export interface BSplineWish {
  readonly natural: boolean;
  readonly degree: number;
  readonly df: number | null;
  readonly inner: readonly number[] | null;
  readonly intercept: boolean;
  readonly boundary: readonly [number, number] | null;
}

/** The B-splines of the order that are not nought at x, or a derivative of them (de Boor's recursion): one value for each B-spline. */
function bSplines(knots: readonly number[], order: number, x: number, derivative: number): number[] {
  const knot = (at: number): number => knots[at] ?? NaN;
  const last = knots.length - 1;
  // At the right end the last piece counts, so that the curve is closed there.
  let piece = 0;
  while (piece < last - 1 && !(x < knot(piece + 1) || (x === knot(last) && knot(piece) < knot(piece + 1) && knot(piece + 1) === knot(last)))) piece++;
  let values: number[] = Array.from({ length: last }, (_, at) => (at === piece ? 1 : 0));
  for (let k = 2; k <= order; k++) {
    const before = values;
    const share = (top: number, bottom: number): number => (bottom === 0 ? 0 : top / bottom);
    values = Array.from({ length: last + 1 - k }, (_, at) => {
      const [own, next] = [before[at] ?? 0, before[at + 1] ?? 0];
      const [width, nextWidth] = [knot(at + k - 1) - knot(at), knot(at + k) - knot(at + 1)];
      if (k > order - derivative) return (k - 1) * (share(own, width) - share(next, nextWidth));
      return share((x - knot(at)) * own, width) + share((knot(at + k) - x) * next, nextWidth);
    });
  }
  return values;
}

const product = (a: readonly number[], b: readonly number[], from: number): number => b.slice(from).reduce((sum, value, at) => sum + value * (a[at + from] ?? 0), 0);

/** Householder's reflections of a few columns, in LINPACK's form and signs, which R's qr() takes by default. */
function reflectionsOf(columns: readonly (readonly number[])[]): number[][] {
  const rest = columns.map((column) => [...column]);
  return rest.map((_, place) => {
    const column = rest[place] ?? [];
    const head = column[place] ?? 0;
    const size = Math.sqrt(product(column, column, place)) * (head < 0 ? -1 : 1);
    const vector = column.map((value, at) => (at < place ? 0 : value / size + (at === place ? 1 : 0)));
    for (const other of rest.slice(place + 1)) reflect(other, vector, place);
    return vector;
  });
}

/** Reflects the values in place. */
function reflect(values: number[], vector: readonly number[], place: number): void {
  const along = product(values, vector, place) / (vector[place] ?? NaN);
  for (let at = place; at < values.length; at++) values[at] = (values[at] ?? 0) - along * (vector[at] ?? 0);
}

/** The basis for values that were seen: inner knots at their type-7 quantiles unless given. Null for more degrees of freedom than it can have. */
export function bSplineBasis(values: readonly number[], { natural, degree, df, inner, intercept, boundary }: BSplineWish): BSplineBasis | null {
  const [low, high] = boundary ?? values.reduce<[number, number]>(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
  const order = degree + 1;
  const count = df === null ? 0 : natural ? df - 1 - (intercept ? 1 : 0) : df - order + (intercept ? 0 : 1);
  if (count < 0 || !(low < high)) return null;
  const within = values.filter((value) => value >= low && value <= high);
  const own = inner ?? sampleQuantiles(within, Array.from({ length: count }, (_, at) => (at + 1) / (count + 1)), 7).map((value) => value ?? NaN);
  const knots = [...Array.from({ length: order }, () => low), ...own, ...Array.from({ length: order }, () => high)].sort((a, b) => a - b);
  if (own.some((knot) => !Number.isFinite(knot))) return null;
  const bends = [low, high].map((end) => bSplines(knots, order, end, 2).slice(intercept ? 0 : 1));
  return { kind: 'b-spline', order, knots, intercept, reflections: natural ? reflectionsOf(bends) : null };
}

/** The values of the basis at x. A natural spline goes straight on beyond its boundaries; another has no value there. */
export function bSplineValues(x: number, { knots, order, intercept, reflections }: BSplineBasis): number[] {
  const [low, high] = [knots[0] ?? NaN, knots.at(-1) ?? NaN];
  const end = x < low ? low : x > high ? high : null;
  let raw: number[];
  if (end === null) raw = bSplines(knots, order, x, 0);
  else {
    const slopes = bSplines(knots, order, end, 1);
    raw = bSplines(knots, order, end, 0).map((value, at) => (reflections === null ? NaN : value + (x - end) * (slopes[at] ?? NaN)));
  }
  const values = raw.slice(intercept ? 0 : 1);
  if (reflections === null) return values;
  for (const [place, vector] of reflections.entries()) reflect(values, vector, place);
  return values.slice(2);
}
