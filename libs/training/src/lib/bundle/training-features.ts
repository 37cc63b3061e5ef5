import type { FeatureIndex, LesionScore } from '@echocohort/model';
import { meanOf, type ScoredImage } from '../loop/score-images.ts';

/** Lesion features of the training set: what the nearest training cases are looked for among. */
export interface TrainingFeatures {
  readonly index: FeatureIndex;
  readonly bytes: Uint8Array;
}

/** The mean feature of each training lesion over its pictures, one row a lesion in the order of the codes. */
export function trainingFeatures(scores: readonly ScoredImage[], predictions: readonly LesionScore[], outcomes: ReadonlyMap<string, boolean>): TrainingFeatures {
  const rows = predictions.filter(({ set }) => set === 'training').map(({ lesion, score }) => ({
    entry: { lesion, malignant: outcomes.get(lesion) === true, score },
    feature: meanOf(scores.filter((image) => image.lesion === lesion).map(({ feature }) => feature)),
  }));
  const bytes = Buffer.concat(rows.map(({ feature }) => new Uint8Array(feature.buffer, feature.byteOffset, feature.byteLength)));
  return { index: { format: 'echocohort-features/1', length: rows[0]?.feature.length ?? 1, lesions: rows.map(({ entry }) => entry) }, bytes };
}
