/** Points of a smooth curve in ascending order of x. */
export interface SmoothCurve {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** Settings of LOWESS; the defaults are R's. */
export interface LowessOptions {
  /** Share of the points that each local line sees. */
  readonly span?: number;
  /** Rounds of making it robust. */
  readonly rounds?: number;
  /** Points nearer than this to the last fitted one are interpolated. */
  readonly delta?: number;
}

/** The value at x of the weighted line through the nearest points; null where they carry no weight. */
function localLine(x: readonly number[], y: readonly number[], at: number, left: number, right: number, robust: readonly number[] | null): number | null {
  const n = x.length;
  const centre = x[at] ?? NaN;
  const range = (x[n - 1] ?? NaN) - (x[0] ?? NaN);
  const reach = Math.max(centre - (x[left] ?? NaN), (x[right] ?? NaN) - centre);
  const [almost, next] = [0.999 * reach, 0.001 * reach];
  const weights: number[] = [];
  let total = 0;
  for (let j = left; j < n; j++) {
    const distance = Math.abs((x[j] ?? NaN) - centre);
    if (distance > almost && (x[j] ?? NaN) > centre) break;
    const weight = distance > almost ? 0 : (distance > next ? (1 - (distance / reach) ** 3) ** 3 : 1) * (robust?.[j] ?? 1);
    weights.push(weight);
    total += weight;
  }
  if (!(total > 0)) return null;
  const shares = weights.map((weight) => weight / total);
  const mean = shares.reduce((sum, share, j) => sum + share * (x[left + j] ?? NaN), 0);
  const spread = shares.reduce((sum, share, j) => sum + share * ((x[left + j] ?? NaN) - mean) ** 2, 0);
  // With hardly any spread the line has no slope that could be trusted.
  const slope = reach > 0 && Math.sqrt(spread) > 0.001 * range ? (centre - mean) / spread : 0;
  return shares.reduce((sum, share, j) => sum + share * (slope * ((x[left + j] ?? NaN) - mean) + 1) * (y[left + j] ?? NaN), 0);
}

/** One pass over all points: fitted where they are far enough apart, interpolated between. */
function pass(x: readonly number[], y: readonly number[], size: number, delta: number, robust: readonly number[] | null): number[] {
  const n = x.length;
  const fitted: number[] = Array.from({ length: n }, () => NaN);
  let [left, right, last, at] = [0, size - 1, -1, 0];
  for (;;) {
    while (right < n - 1 && (x[at] ?? NaN) - (x[left] ?? NaN) > (x[right + 1] ?? NaN) - (x[at] ?? NaN)) [left, right] = [left + 1, right + 1];
    fitted[at] = localLine(x, y, at, left, right, robust) ?? y[at] ?? NaN;
    if (last < at - 1 && last >= 0) {
      const [from, to] = [x[last] ?? NaN, x[at] ?? NaN];
      for (let j = last + 1; j < at; j++) {
        const share = ((x[j] ?? NaN) - from) / (to - from);
        fitted[j] = share * (fitted[at] ?? NaN) + (1 - share) * (fitted[last] ?? NaN);
      }
    }
    last = at;
    const cut = (x[last] ?? NaN) + delta;
    let ahead = last + 1;
    for (; ahead < n; ahead++) {
      if ((x[ahead] ?? NaN) > cut) break;
      if (x[ahead] === x[last]) {
        fitted[ahead] = fitted[last] ?? NaN;
        last = ahead;
      }
    }
    at = Math.max(last + 1, ahead - 1);
    if (last >= n - 1) return fitted;
  }
}

/** Weights of the next round by the size of the residuals (Tukey's biweight at six median absolute deviations); null when all fit exactly. */
function robustness(y: readonly number[], fitted: readonly number[]): number[] | null {
  const residuals = y.map((value, j) => Math.abs(value - (fitted[j] ?? NaN)));
  const mean = residuals.reduce((sum, value) => sum + value, 0) / residuals.length;
  const sorted = [...residuals].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const six = sorted.length % 2 === 0 ? 3 * ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) : 6 * (sorted[middle] ?? NaN);
  if (six < 1e-7 * mean) return null;
  return residuals.map((residual) => (residual <= 0.001 * six ? 1 : residual <= 0.999 * six ? (1 - (residual / six) ** 2) ** 2 : 0));
}

/** Cleveland's LOWESS (1979): local straight lines with tricube weights, made robust by rounds. Anchor: R's lowess. */
export function lowess(x: readonly number[], y: readonly number[], options: LowessOptions = {}): SmoothCurve {
  const order = [...x.keys()].sort((a, b) => (x[a] ?? NaN) - (x[b] ?? NaN));
  const [xs, ys] = [order.map((at) => x[at] ?? NaN), order.map((at) => y[at] ?? NaN)];
  const n = xs.length;
  if (n < 2) return { x: xs, y: ys };
  const size = Math.max(2, Math.min(n, Math.floor((options.span ?? 2 / 3) * n + 1e-7)));
  const delta = options.delta ?? 0.01 * ((xs[n - 1] ?? NaN) - (xs[0] ?? NaN));
  let fitted = pass(xs, ys, size, delta, null);
  for (let round = 0; round < (options.rounds ?? 3); round++) {
    const weights = robustness(ys, fitted);
    if (weights === null) break;
    fitted = pass(xs, ys, size, delta, weights);
  }
  return { x: xs, y: fitted };
}

/** The curve at each x by straight lines between its points; points at the same x count by their mean. Null outside. */
export function along(curve: SmoothCurve, at: readonly number[]): (number | null)[] {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const [index, x] of curve.x.entries()) {
    const found = sums.get(x) ?? { sum: 0, count: 0 };
    sums.set(x, { sum: found.sum + (curve.y[index] ?? NaN), count: found.count + 1 });
  }
  const xs = [...sums.keys()].sort((a, b) => a - b);
  const ys = xs.map((x) => (sums.get(x)?.sum ?? NaN) / (sums.get(x)?.count ?? NaN));
  return at.map((x) => {
    let [low, high] = [0, xs.length - 1];
    if (!(x >= (xs[low] ?? NaN) && x <= (xs[high] ?? NaN))) return null;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((xs[middle] ?? NaN) <= x) low = middle;
      else high = middle;
    }
    const [x0 = NaN, x1 = NaN, y0 = NaN, y1 = NaN] = [xs[low], xs[high], ys[low], ys[high]];
    if (x === x0) return y0;
    return x === x1 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
  });
}
