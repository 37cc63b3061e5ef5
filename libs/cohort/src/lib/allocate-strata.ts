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

interface Window {
  /** How far the training number of one stratum may lie from its share. */
  readonly single: number;
  /** How far the running sum may lie from the running sum of shares. */
  readonly sum: number;
}

const UNREACHED = -1;
/** A cost that nothing has. Kept in a name of its own: the loops below read it millions of times. */
const NO_COST = Number.POSITIVE_INFINITY;
/** Steps that one table may take, and cells that it may hold: beyond them the search for the optimum is given up. */
const MOST_STEPS = 40_000_000;
const MOST_CELLS = 10_000_000;

/** Scaled by the sum of the parts, so that all costs are whole numbers and the same on every machine. */
function scaledCost(stratum: Stratum, training: number, ratio: Ratio): number {
  const difference = training * (ratio.training + ratio.internal) - stratum.lesions * ratio.training;
  return difference * difference;
}

const share = (stratum: Stratum, ratio: Ratio): number => Math.round((stratum.lesions * ratio.training) / (ratio.training + ratio.internal));

/** Steps away from the share that whole patients can make up, inside the window. */
function stepsOf(stratum: Stratum, ratio: Ratio, window: Window): number[] {
  const centre = share(stratum, ratio);
  const steps: number[] = [];
  const to = Math.min(window.single, stratum.lesions - centre);
  for (let step = Math.max(-window.single, -centre); step <= to; step++) if (stratum.reachable[centre + step]) steps.push(step);
  return steps;
}

/** One stratum added to the running sums. State: running sum minus running sum of shares, shifted by `sum`. */
function addStratum(before: Float64Array, stratum: Stratum, steps: readonly number[], ratio: Ratio): { readonly cost: Float64Array; readonly choice: Int32Array } {
  const width = before.length;
  const cost = new Float64Array(width).fill(NO_COST);
  const choice = new Int32Array(width).fill(UNREACHED);
  const centre = share(stratum, ratio);
  for (const step of steps) {
    const price = scaledCost(stratum, centre + step, ratio);
    const end = width - Math.max(0, step);
    for (let state = Math.max(0, -step); state < end; state++) {
      const sum = (before[state] ?? NO_COST) + price;
      if (sum < (cost[state + step] ?? NO_COST)) {
        cost[state + step] = sum;
        choice[state + step] = centre + step;
      }
    }
  }
  return { cost, choice };
}

function within(strata: readonly Stratum[], target: number, ratio: Ratio, window: Window): Allocation | null | 'too-large' {
  const width = 2 * window.sum + 1;
  const steps = strata.map((stratum) => stepsOf(stratum, ratio, window));
  if (steps.reduce((sum, own) => sum + own.length, 0) * width > MOST_STEPS || strata.length * width > MOST_CELLS) return 'too-large';
  let cost = new Float64Array(width).fill(NO_COST);
  cost[window.sum] = 0;
  const choices: Int32Array[] = [];
  for (const [index, stratum] of strata.entries()) {
    const next = addStratum(cost, stratum, steps[index] ?? [], ratio);
    cost = new Float64Array(next.cost);
    choices.push(next.choice);
  }
  const shares = strata.map((stratum) => share(stratum, ratio));
  let state = target - shares.reduce((sum, value) => sum + value, 0) + window.sum;
  const least = cost[state];
  if (least === undefined || least === NO_COST) return null;
  const training: number[] = [];
  for (let index = strata.length; index > 0; index--) {
    const chosen = choices[index - 1]?.[state] ?? 0;
    training.unshift(chosen);
    state -= chosen - (shares[index - 1] ?? 0);
  }
  return { training, cost: least };
}

/**
 * Divides `target` training lesions among the strata so that each comes as near to its own share as whole patients
 * allow: the sum of squared distances is the least possible.
 *
 * The table is cut to a window round the shares and the window doubled until it provably holds the optimum: a better
 * allocation costs less than the one found, so no stratum of it lies farther off than the root of that cost, and no
 * running sum farther than the root of (strata × cost) by Cauchy and Schwarz. Null when no allocation has that sum;
 * 'too-large' when the table would outgrow its limits (thousands of strata, patients with thousands of lesions).
 */
export function allocateStrata(strata: readonly Stratum[], target: number, ratio: Ratio): Allocation | null | 'too-large' {
  const parts = ratio.training + ratio.internal;
  const largest = strata.reduce((most, stratum) => Math.max(most, stratum.lesions), 0);
  const lesions = strata.reduce((sum, stratum) => sum + stratum.lesions, 0);
  for (let single = 8; ; single *= 2) {
    const window = { single: Math.min(single, largest), sum: Math.min(single * 4, lesions) };
    const found = within(strata, target, ratio, window);
    if (found === 'too-large') return found;
    const whole = window.single === largest && window.sum === lesions;
    if (whole) return found;
    if (!found) continue;
    const distance = Math.sqrt(found.cost) / parts + 1;
    if (distance <= window.single && Math.sqrt(strata.length) * distance + strata.length <= window.sum) return found;
  }
}
