import { ok, refuse, seededRandom, type Result } from '@echocohort/kernel';
import { sampleQuantiles } from '../distributions/sample-quantile.ts';
import type { BootstrapOptions } from './bootstrap-by-patient.method.ts';
import { withinLimit } from '../table/row-limits.ts';

/** A ratio of sums over rows: a proportion whose rows are not independent within patients. */
export interface RowRatio {
  readonly numerator: readonly number[];
  readonly denominator: readonly number[];
}

/** One ratio with its percentile interval. */
export interface RatioInterval {
  readonly method: 'bootstrap-percentile';
  readonly unit: 'patient';
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  readonly patients: number;
  readonly draws: number;
  readonly seed: string;
  readonly notEstimable: number;
  readonly warnings: readonly ('interval-is-a-point' | 'many-draws-not-estimable')[];
}

function intervalOf(found: readonly number[], value: number, patients: number, { seed, draws, level = 0.95 }: BootstrapOptions): RatioInterval | null {
  const [lower, upper] = sampleQuantiles(found, [(1 - level) / 2, (1 + level) / 2]);
  if (lower === null || upper === null || lower === undefined || upper === undefined || !Number.isFinite(value)) return null;
  const notEstimable = draws - found.length;
  return {
    method: 'bootstrap-percentile', unit: 'patient', value, lower, upper, level, patients, draws, seed, notEstimable,
    warnings: [...(lower === upper ? ['interval-is-a-point' as const] : []), ...(notEstimable > draws / 20 ? ['many-draws-not-estimable' as const] : [])],
  };
}

/**
 * Several ratios from the same draws of patients. Sums are kept by patient, so a draw costs as many steps as there are patients,
 * whatever the number of rows. A ratio without a denominator in the sample itself is null.
 */
export function ratiosByPatient(patients: readonly string[], ratios: readonly RowRatio[], options: BootstrapOptions): Result<(RatioInterval | null)[]> {
  const { seed, draws, level = 0.95 } = options;
  if (!(Number.isInteger(draws) && draws >= 1 && level > 0 && level < 1)) return refuse({ code: 'options-invalid', detail: 'The number of draws must be at least 1 and the level between 0 and 1.' });
  if (ratios.some(({ numerator, denominator }) => numerator.length !== patients.length || denominator.length !== patients.length)) return refuse({ code: 'lengths-differ', detail: 'Each row needs its patient.' });
  const place = new Map<string, number>();
  for (const patient of patients) if (!place.has(patient)) place.set(patient, place.size);
  const groups = place.size;
  if (groups < 2) return refuse({ code: 'too-few-clusters', detail: 'At least two patients are needed.' });
  const sums = ratios.map((ratio) => {
    const own = { numerator: new Float64Array(groups), denominator: new Float64Array(groups) };
    for (const [row, patient] of patients.entries()) {
      const at = place.get(patient) ?? 0;
      own.numerator[at] = (own.numerator[at] ?? 0) + (ratio.numerator[row] ?? 0);
      own.denominator[at] = (own.denominator[at] ?? 0) + (ratio.denominator[row] ?? 0);
    }
    return own;
  });
  const { floor } = Math;
  const within = withinLimit(patients.length * draws, 'resampledRows', 'Rows times draws of a bootstrap');
  if (!within.ok) return within;
  const random = seededRandom(seed);
  const picks = new Uint32Array(groups);
  const found: number[][] = ratios.map(() => []);
  for (let draw = 0; draw < draws; draw++) {
    for (let at = 0; at < groups; at++) picks[at] = floor(random() * groups);
    for (const [which, { numerator, denominator }] of sums.entries()) {
      let [above, below] = [0, 0];
      for (const pick of picks) {
        above += numerator[pick] ?? 0;
        below += denominator[pick] ?? 0;
      }
      if (below > 0) found[which]?.push(above / below);
    }
  }
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
  return ok(sums.map(({ numerator, denominator }, which) => intervalOf(found[which] ?? [], total(numerator) / total(denominator), groups, options)));
}
