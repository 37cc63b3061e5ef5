import { ok, refuse, seededRandom, type Result } from '@echocohort/kernel';
import { sampleQuantiles } from '../distributions/sample-quantile.ts';
import { withinLimit } from '../table/row-limits.ts';

/** A percentile interval from resampled patients. The seed and the number of draws belong to the result: with them it is the same anywhere. */
export interface BootstrapInterval {
  readonly method: 'bootstrap-percentile';
  readonly unit: 'patient';
  readonly patients: number;
  readonly value: number;
  readonly level: number;
  readonly lower: number;
  readonly upper: number;
  readonly draws: number;
  readonly seed: string;
  /** Draws in which the statistic did not exist (one class only, for instance); they are left out and counted. */
  readonly notEstimable: number;
  readonly warnings: readonly ('interval-is-a-point' | 'many-draws-not-estimable')[];
}

/** How often and from which seed. */
export interface BootstrapOptions {
  readonly seed: string;
  readonly draws: number;
  readonly level?: number;
}

/**
 * Resamples patients with all their lesions. The statistic gets the rows drawn (a row may come more than once) and answers null where
 * it does not exist.
 */
export function bootstrapByPatient(patients: readonly string[], statistic: (rows: Uint32Array) => number | null, { seed, draws, level = 0.95 }: BootstrapOptions): Result<BootstrapInterval> {
  const byPatient = new Map<string, number[]>();
  for (const [row, patient] of patients.entries()) {
    const rows = byPatient.get(patient);
    if (rows) rows.push(row);
    else byPatient.set(patient, [row]);
  }
  const groups = [...byPatient.values()];
  const value = statistic(Uint32Array.from(patients.keys()));
  if (groups.length < 2 || value === null) return refuse({ code: 'not-estimable', detail: 'The statistic does not exist in the sample itself, or there is one patient only.' });
  if (!(Number.isInteger(draws) && draws >= 1 && level > 0 && level < 1)) return refuse({ code: 'options-invalid', detail: 'The number of draws must be at least 1 and the level between 0 and 1.' });
  const within = withinLimit(patients.length * draws, 'resampledRows', 'Rows times draws of a bootstrap');
  if (!within.ok) return within;
  const random = seededRandom(seed);
  const found: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const rows: number[] = [];
    for (let pick = 0; pick < groups.length; pick++) for (const row of groups[Math.floor(random() * groups.length)] ?? []) rows.push(row);
    const drawn = statistic(Uint32Array.from(rows));
    if (drawn !== null) found.push(drawn);
  }
  const [lower, upper] = sampleQuantiles(found, [(1 - level) / 2, (1 + level) / 2]);
  if (lower === null || upper === null || lower === undefined || upper === undefined) return refuse({ code: 'not-estimable', detail: 'The statistic existed in none of the draws.' });
  const notEstimable = draws - found.length;
  return ok({
    method: 'bootstrap-percentile', unit: 'patient', patients: groups.length, value, level, lower, upper, draws, seed, notEstimable,
    warnings: [...(lower === upper ? ['interval-is-a-point' as const] : []), ...(notEstimable > draws / 20 ? ['many-draws-not-estimable' as const] : [])],
  });
}
