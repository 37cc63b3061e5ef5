/** One stratum: its lesions, and which numbers of them whole patients can bring into training. */
export interface Stratum {
  readonly lesions: number;
  readonly reachable: Uint8Array;
}

export interface Ratio {
  readonly training: number;
  readonly internal: number;
}

/** Training lesions of every stratum, and the cost that was minimised: sum of (parts × t − share)². */
export interface Allocation {
  readonly training: readonly number[];
  readonly cost: number;
}

interface Row {
  readonly cost: Float64Array;
  readonly choice: Int32Array;
}

interface Window {
  /** How far the training number of one stratum may lie from its share. */
  readonly single: number;
  /** How far the running sum may lie from the running sum of shares. */
  readonly sum: number;
}

const UNREACHED = -1;

/** Scaled by the sum of the parts, so that all costs are whole numbers and the same on every machine. */
function scaledCost(stratum: Stratum, training: number, ratio: Ratio): number {
  const difference = training * (ratio.training + ratio.internal) - stratum.lesions * ratio.training;
  return difference * difference;
}

const share = (stratum: Stratum, ratio: Ratio): number => Math.round((stratum.lesions * ratio.training) / (ratio.training + ratio.internal));

/** One stratum added to the table of running sums. State: running sum minus running sum of shares, shifted by `sum`. */
function addStratum(before: Row, stratum: Stratum, ratio: Ratio, window: Window): Row {
  const width = 2 * window.sum + 1;
  const row: Row = { cost: new Float64Array(width).fill(Infinity), choice: new Int32Array(width).fill(UNREACHED) };
  const centre = share(stratum, ratio);
  const from = Math.max(-window.single, -centre);
  const to = Math.min(window.single, stratum.lesions - centre);
  for (let step = from; step <= to; step++) {
    if (!stratum.reachable[centre + step]) continue;
    const price = scaledCost(stratum, centre + step, ratio);
    for (let state = Math.max(0, -step); state < width - Math.max(0, step); state++) {
      const cost = (before.cost[state] ?? Infinity) + price;
      if (cost < (row.cost[state + step] ?? Infinity)) {
        row.cost[state + step] = cost;
        row.choice[state + step] = centre + step;
      }
    }
  }
  return row;
}

function within(strata: readonly Stratum[], target: number, ratio: Ratio, window: Window): Allocation | null {
  const width = 2 * window.sum + 1;
  const start: Row = { cost: new Float64Array(width).fill(Infinity), choice: new Int32Array(width) };
  start.cost[window.sum] = 0;
  const rows = [start];
  for (const stratum of strata) rows.push(addStratum(rows.at(-1) ?? start, stratum, ratio, window));
  const shares = strata.map((stratum) => share(stratum, ratio));
  let state = target - shares.reduce((sum, value) => sum + value, 0) + window.sum;
  const cost = rows.at(-1)?.cost[state];
  if (cost === undefined || cost === Infinity) return null;
  const training: number[] = [];
  for (let index = strata.length; index > 0; index--) {
    const chosen = rows[index]?.choice[state] ?? 0;
    training.unshift(chosen);
    state -= chosen - (shares[index - 1] ?? 0);
  }
  return { training, cost };
}

/**
 * Divides `target` training lesions among the strata so that each comes as near to its own share as whole patients
 * allow: the sum of squared distances is the least possible.
 *
 * The table is cut to a window round the shares and the window doubled until it provably holds the optimum: a better
 * allocation costs less than the one found, so no stratum of it lies farther off than the root of that cost, and no
 * running sum farther than the root of (strata × cost) by Cauchy and Schwarz. Null when no allocation has that sum.
 */
export function allocateStrata(strata: readonly Stratum[], target: number, ratio: Ratio): Allocation | null {
  const parts = ratio.training + ratio.internal;
  const largest = Math.max(0, ...strata.map((stratum) => stratum.lesions));
  const lesions = strata.reduce((sum, stratum) => sum + stratum.lesions, 0);
  for (let single = 8; ; single *= 2) {
    const window = { single: Math.min(single, largest), sum: Math.min(single * 4, lesions) };
    const found = within(strata, target, ratio, window);
    const whole = window.single === largest && window.sum === lesions;
    if (whole) return found;
    if (!found) continue;
    const distance = Math.sqrt(found.cost) / parts + 1;
    if (distance <= window.single && Math.sqrt(strata.length) * distance + strata.length <= window.sum) return found;
  }
}
