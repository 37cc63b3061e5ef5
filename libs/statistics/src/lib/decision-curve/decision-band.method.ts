import { ok, refuse, seededRandom, type Result } from '@echocohort/kernel';
import type { ProbabilitySample } from '../calibration/probability-sample.ts';
import { sampleQuantiles } from '../distributions/sample-quantile.ts';
import type { BootstrapOptions } from '../resampling/bootstrap-by-patient.method.ts';
import { withinLimit } from '../table/row-limits.ts';

/** Pointwise percentile limits of the net benefit at each threshold. */
export interface DecisionBand {
  readonly method: 'decision-curve-bootstrap';
  readonly unit: 'patient';
  readonly level: number;
  readonly draws: number;
  readonly seed: string;
  readonly points: readonly { readonly threshold: number; readonly lower: number; readonly upper: number }[];
}

/** Highest place of the sorted thresholds that a probability reaches, or -1. */
function reached(sorted: readonly number[], probability: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) <= probability) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Sums of one draw into `right` and `wrong`: how many lesions with and without the outcome reach exactly each threshold. */
function drawn(groups: readonly (readonly { place: number; ill: boolean }[])[], random: () => number, right: Float64Array, wrong: Float64Array): number {
  right.fill(0);
  wrong.fill(0);
  let rows = 0;
  const { floor } = Math;
  for (let pick = 0; pick < groups.length; pick++) {
    for (const { place, ill } of groups[floor(random() * groups.length)] ?? []) {
      rows++;
      if (place < 0) continue;
      if (ill) right[place] = (right[place] ?? 0) + 1;
      else wrong[place] = (wrong[place] ?? 0) + 1;
    }
  }
  return rows;
}

/** Bands of a decision curve from resampled patients; the prevalence is that of each draw. Pointwise, so not a band for the whole curve. */
export function decisionBand(sample: ProbabilitySample, patients: readonly string[], thresholds: readonly number[], { seed, draws, level = 0.95 }: BootstrapOptions): Result<DecisionBand> {
  if (patients.length !== sample.n) return refuse({ code: 'lengths-differ', detail: 'Each lesion needs its patient.' });
  if (thresholds.some((threshold) => !(threshold >= 0 && threshold < 1))) return refuse({ code: 'threshold-outside', detail: 'A threshold must be at least 0 and below 1; at 1 net benefit is not defined.' });
  if (!(Number.isInteger(draws) && draws >= 1 && level > 0 && level < 1)) return refuse({ code: 'options-invalid', detail: 'The number of draws must be at least 1 and the level between 0 and 1.' });
  const sorted = [...new Set(thresholds)].sort((a, b) => a - b);
  const byPatient = new Map<string, { place: number; ill: boolean }[]>();
  for (const [row, patient] of patients.entries()) {
    const entry = { place: reached(sorted, sample.probabilities[row] ?? NaN), ill: (sample.outcomes[row] ?? 0) > 0.5 };
    const known = byPatient.get(patient);
    if (known) known.push(entry);
    else byPatient.set(patient, [entry]);
  }
  const groups = [...byPatient.values()];
  if (groups.length < 2) return refuse({ code: 'too-few-clusters', detail: 'At least two patients are needed.' });
  const within = withinLimit(patients.length * draws, 'resampledRows', 'Rows times draws of a bootstrap');
  if (!within.ok) return within;
  const random = seededRandom(seed);
  const [right, wrong] = [new Float64Array(sorted.length), new Float64Array(sorted.length)];
  const found = sorted.map(() => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw++) {
    const rows = drawn(groups, random, right, wrong);
    let [trues, falses] = [0, 0];
    for (let at = sorted.length - 1; at >= 0; at--) {
      trues += right[at] ?? 0;
      falses += wrong[at] ?? 0;
      const threshold = sorted[at] ?? NaN;
      const column = found[at];
      if (column) column[draw] = trues / rows - (falses / rows) * (threshold / (1 - threshold));
    }
  }
  const limits = new Map(sorted.map((threshold, at) => [threshold, sampleQuantiles([...(found[at] ?? [])], [(1 - level) / 2, (1 + level) / 2])]));
  return ok({
    method: 'decision-curve-bootstrap', unit: 'patient', level, draws, seed,
    points: thresholds.map((threshold) => ({ threshold, lower: limits.get(threshold)?.[0] ?? NaN, upper: limits.get(threshold)?.[1] ?? NaN })),
  });
}
