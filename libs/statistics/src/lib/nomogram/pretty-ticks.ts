/** Weights against steps of 2, 5 and 10 times a power of ten: R's `high.u.bias` and `u5.bias`. */
const BIAS = 1.5;
const BIAS_FIVE = 0.5 + 1.5 * BIAS;
const SHRINK = 0.75;
const ROUNDING = 1e-10;

function stepFor(cell: number): number {
  const base = 10 ** Math.floor(Math.log10(cell));
  let unit = base;
  if (2 * base - cell < BIAS * (cell - unit)) unit = 2 * base;
  if (unit !== base && 5 * base - cell < BIAS_FIVE * (cell - unit)) unit = 5 * base;
  if (unit === 5 * base && 10 * base - cell < BIAS * (cell - unit)) unit = 10 * base;
  return unit;
}

/** The width of one cell before it is rounded to a step; for a range of nearly nothing, from the size of its ends. */
function cellOf(low: number, high: number, count: number, least: number): number {
  const range = high - low;
  const size = range === 0 && high === 0 ? 1 : Math.max(Math.abs(low), Math.abs(high));
  const share = 1 + (BIAS_FIVE >= 1.5 * BIAS + 0.5 ? 1 / (1 + BIAS) : 1.5 / (1 + BIAS_FIVE));
  if (range >= size * share * Math.max(1, count) * Number.EPSILON * 3 && range > 0) return count > 1 ? range / count : range;
  const shrunk = (size > 10 ? 9 + size / 10 : size) * SHRINK;
  return least > 1 ? shrunk / least : shrunk;
}

/**
 * About `count` round tick marks that cover a range, at steps of 1, 2 or 5 times a power of ten: R's `pretty`, whose choices decide the
 * axes of a nomogram and with them all its points.
 */
export function prettyTicks(low: number, high: number, count = 10): number[] {
  const least = Math.floor(count / 3);
  const unit = stepFor(cellOf(low, high, count, least));
  let first = Math.floor(low / unit + ROUNDING);
  let last = Math.ceil(high / unit - ROUNDING);
  while (first * unit > low + ROUNDING * unit) first--;
  while (last * unit < high - ROUNDING * unit) last++;
  const missing = least - Math.floor(0.5 + last - first);
  if (missing > 0) {
    const [half, rest] = [Math.floor(missing / 2), Math.floor(missing / 2) + (missing % 2)];
    if (low === 0 && first === 0 && high !== 0) last += missing;
    else if (first >= 0) [first, last] = [first - rest, last + half];
    else [first, last] = [first - half, last + rest];
  }
  const [from, to] = [Math.min(first * unit, low), Math.max(last * unit, high)];
  const steps = Math.max(1, Math.round((to - from) / unit));
  const gap = (to - from) / steps;
  return Array.from({ length: steps + 1 }, (_, index) => {
    const tick = from + index * gap;
    return Math.abs(tick) < 1e-14 * gap ? 0 : tick;
  });
}
