import { sampleQuantiles } from '../distributions/sample-quantile.ts';

/** At least this share of equal values at an end makes the knots of the rest be placed without them (Hmisc's `fractied`). */
const TIED_SHARE = 0.05;

function equallySpaced(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + (index * (to - from)) / (count - 1));
}

/**
 * Where a restricted cubic spline bends, after Harrell (Regression Modeling Strategies, 2.4.6): quantiles from 0.10 to 0.90 for three
 * knots, 0.05 to 0.95 for four to six, 0.025 to 0.975 for more; below 100 values the outer ones are the fifth from either end.
 */
export function splineKnots(values: readonly number[], count: number): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const distinct = [...new Set(sorted)];
  if (distinct.length - 2 <= count) return distinct.slice(1, -1);
  const outer = count > 6 ? 0.025 : count > 3 ? 0.05 : 0.1;
  const share = (value: number | undefined): number => sorted.filter((entry) => entry === value).length / n;
  const innerTied = distinct.slice(1, -1).some((value) => share(value) >= TIED_SHARE);
  let rest = sorted;
  const [before, after]: [number[], number[]] = [[], []];
  if (!innerTied) {
    const [low, high] = [distinct[0] ?? NaN, distinct.at(-1) ?? NaN];
    if (share(low) >= TIED_SHARE) {
      before.push(distinct[1] ?? NaN);
      rest = rest.filter((value) => value > (distinct[1] ?? NaN));
    }
    if (share(high) >= TIED_SHARE) {
      after.push(distinct.at(-2) ?? NaN);
      rest = rest.filter((value) => value < (distinct.at(-2) ?? NaN));
    }
  }
  const inner = count - before.length - after.length;
  const places = inner === 1 ? [0.5] : inner === 2 ? [0.5, 1 - outer] : equallySpaced(outer, 1 - outer, inner);
  const knots = [...before, ...sampleQuantiles(rest, places, 7).map((value) => value ?? NaN), ...after];
  if (n < 100) {
    if (before.length === 0) knots[0] = sorted[4] ?? NaN;
    if (after.length === 0) knots[knots.length - 1] = sorted[n - 5] ?? NaN;
  }
  return knots;
}

const cube = (x: number): number => (x > 0 ? x ** 3 : 0);

/** The values of the basis at x: x itself, then one cubic for each knot but the last two, in units of x (divided by the squared range of knots). */
export function splineBasis(x: number, knots: readonly number[]): number[] {
  const size = knots.length;
  const [first = NaN, last = NaN, beforeLast = NaN] = [knots[0], knots[size - 1], knots[size - 2]];
  const unit = (last - first) ** (2 / 3);
  const scaled = (knot: number): number => cube((x - knot) / unit);
  const bends = knots.slice(0, size - 2).map((knot) => scaled(knot) + ((beforeLast - knot) * scaled(last) - (last - knot) * scaled(beforeLast)) / (last - beforeLast));
  return [x, ...bends];
}
