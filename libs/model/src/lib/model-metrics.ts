import { bestCutOff } from '@echocohort/statistics';
import { z } from 'zod';
import type { LesionScore } from './lesion-score.ts';
import { metricsOfSet, setMetrics, type Outcomes } from './set-metrics.ts';
import { SET_NAMES } from './set-name.ts';

/** `metrics.json`: the cut-off of the training set and what the model reaches in each set. */
export const modelMetrics = z.object({
  cutOff: z.object({ threshold: z.number().nullable(), method: z.literal('youden'), set: z.literal('training'), tied: z.boolean(), refusal: z.string().nullable() }),
  sets: z.array(setMetrics),
});
export type ModelMetrics = z.output<typeof modelMetrics>;

/** The cut-off that Youden's index finds in the training set; the other sets only apply it (paper 2.9). */
export function trainingCutOff(scores: readonly LesionScore[], outcomes: Outcomes): ModelMetrics['cutOff'] {
  const own = scores.filter(({ set }) => set === 'training').flatMap(({ lesion, score }) => {
    const malignant = outcomes.get(lesion);
    return malignant === undefined ? [] : [{ malignant, score }];
  });
  const found = bestCutOff(own.map(({ malignant }) => malignant), own.map(({ score }) => score));
  if (!found.ok) return { threshold: null, method: 'youden', set: 'training', tied: false, refusal: found.refusal.code };
  const { threshold, ties } = found.value;
  const worthless = !Number.isFinite(threshold);
  return { threshold: worthless ? null : threshold, method: 'youden', set: 'training', tied: ties.length > 1, refusal: worthless ? 'score-carries-no-information' : null };
}

/** All figures of a model from its predictions and the outcomes that may be known. */
export function metricsOf(scores: readonly LesionScore[], outcomes: Outcomes): ModelMetrics {
  const cutOff = trainingCutOff(scores, outcomes);
  return { cutOff, sets: SET_NAMES.map((set) => metricsOfSet(set, scores, outcomes, cutOff.threshold)) };
}
