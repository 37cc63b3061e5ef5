/**
 * A zero of f between two points at which its signs differ, by Brent's method (1973). The steps are Brent's own, because on a step
 * function (a rank statistic over shifts) any point of a flat stretch is a zero, and published limits are those that he reaches.
 */
export function zeroBetween(f: (x: number) => number, from: number, to: number, tolerance = 1e-13): number {
  let older = { x: from, f: f(from) };
  let best = { x: to, f: f(to) };
  let opposite = older;
  if (older.f === 0) return older.x;
  if (best.f === 0) return best.x;
  if (Number.isNaN(older.f) || Number.isNaN(best.f) || older.f > 0 === best.f > 0) throw new RangeError('zeroBetween: the signs at both ends must differ');
  for (let step = 0; step < 1000; step++) {
    const lastStep = best.x - older.x;
    if (Math.abs(opposite.f) < Math.abs(best.f)) [older, best, opposite] = [best, opposite, best];
    const least = 2 * Number.EPSILON * Math.abs(best.x) + tolerance / 2;
    const half = (opposite.x - best.x) / 2;
    if (Math.abs(half) <= least || best.f === 0) return best.x;
    let move = half;
    if (Math.abs(lastStep) >= least && Math.abs(older.f) > Math.abs(best.f)) move = interpolated(older, best, opposite, lastStep, least) ?? half;
    if (Math.abs(move) < least) move = move > 0 ? least : -least;
    older = best;
    best = { x: best.x + move, f: f(best.x + move) };
    if (best.f > 0 === opposite.f > 0 && best.f !== 0) opposite = older;
  }
  return best.x;
}

interface Point {
  readonly x: number;
  readonly f: number;
}

/** The secant or inverse quadratic step; null where it would leave the bracket or hardly shrink it. */
function interpolated(older: Point, best: Point, opposite: Point, lastStep: number, least: number): number | null {
  const width = opposite.x - best.x;
  const s = best.f / older.f;
  let [p, q] = [width * s, 1 - s];
  if (older.x !== opposite.x) {
    const [r, t] = [older.f / opposite.f, best.f / opposite.f];
    p = s * (width * r * (r - t) - (best.x - older.x) * (t - 1));
    q = (r - 1) * (t - 1) * (s - 1);
  }
  if (p > 0) q = -q;
  else p = -p;
  return p < 0.75 * width * q - Math.abs(least * q) / 2 && p < Math.abs((lastStep * q) / 2) ? p / q : null;
}
