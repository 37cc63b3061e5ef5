import { aucDelong, classifyAt, rocCurve } from '@echocohort/statistics';
import { z } from 'zod';
import type { LesionScore } from './lesion-score.ts';
import { setName, type SetName } from './set-name.ts';

const proportion = z.object({ method: z.literal('wilson'), events: z.number(), n: z.number(), value: z.number().nullable(), level: z.number(), lower: z.number().nullable(), upper: z.number().nullable() });

/** What a model reaches in one set. Figures are null where the set cannot give them; `refusal` says why. */
export const setMetrics = z.object({
  set: setName,
  unit: z.literal('lesion'),
  lesions: z.number().int(),
  malignant: z.number().int(),
  auc: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  level: z.number(),
  method: z.literal('auc-delong'),
  roc: z.array(z.object({ falsePositiveRate: z.number(), truePositiveRate: z.number() })),
  cutOff: z.number().nullable(),
  accuracy: proportion.nullable(),
  sensitivity: proportion.nullable(),
  specificity: proportion.nullable(),
  ppv: proportion.nullable(),
  npv: proportion.nullable(),
  warnings: z.array(z.string()),
  refusal: z.string().nullable(),
});
export type SetMetrics = z.output<typeof setMetrics>;

/** Outcomes by lesion code; a lesion that is not in it has no known outcome. */
export type Outcomes = ReadonlyMap<string, boolean>;

const LEVEL = 0.95;

type Rates = Pick<SetMetrics, 'accuracy' | 'sensitivity' | 'specificity' | 'ppv' | 'npv'>;
const NO_RATES: Rates = { accuracy: null, sensitivity: null, specificity: null, ppv: null, npv: null };

function ratesAt(outcomes: boolean[], scores: number[], cutOff: number | null): Rates {
  if (cutOff === null) return NO_RATES;
  const found = classifyAt(outcomes, scores, cutOff, 'higher', LEVEL);
  if (!found.ok) return NO_RATES;
  const { accuracy, sensitivity, specificity, ppv, npv } = found.value;
  return { accuracy, sensitivity, specificity, ppv, npv };
}

/** Metrics of one set at a cut-off that was fixed in training. Lesions without a known outcome make the whole set unknown. */
export function metricsOfSet(set: SetName, scores: readonly LesionScore[], outcomes: Outcomes, cutOff: number | null): SetMetrics {
  const own = scores.filter((score) => score.set === set);
  const empty: SetMetrics = { set, unit: 'lesion', lesions: own.length, malignant: 0, auc: null, lower: null, upper: null, level: LEVEL, method: 'auc-delong', roc: [], cutOff, ...NO_RATES, warnings: [], refusal: null };
  if (own.length === 0) return { ...empty, refusal: 'empty-set' };
  const truth = own.flatMap(({ lesion }) => outcomes.get(lesion) ?? []);
  if (truth.length < own.length) return { ...empty, refusal: truth.length === 0 ? 'outcomes-sealed' : 'outcomes-incomplete' };
  const values = own.map(({ score }) => score);
  const known = { ...empty, malignant: truth.filter(Boolean).length, ...ratesAt(truth, values, cutOff) };
  const area = aucDelong(truth, values, { level: LEVEL });
  if (!area.ok) return { ...known, refusal: area.refusal.code };
  const curve = rocCurve(truth, values);
  const points = curve.ok ? curve.value.points : [];
  // DeLong's variance is 0 when the scores part the classes perfectly (or tie everywhere): an interval of no width would claim certainty.
  const { lower, upper } = area.value.warnings.length === 0 ? area.value.interval : { lower: null, upper: null };
  return { ...known, auc: area.value.auc, lower, upper, roc: points.map(({ sensitivity, specificity }) => ({ falsePositiveRate: 1 - specificity, truePositiveRate: sensitivity })), warnings: [...area.value.warnings] };
}
