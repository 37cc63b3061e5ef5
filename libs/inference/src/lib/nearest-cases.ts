import { ok, refuse, type Result } from '@echocohort/kernel';
import { featureIndex, type FeatureIndex } from '@echocohort/model';

/** Training lesions with their features. */
export interface TrainingCases {
  readonly index: FeatureIndex;
  readonly features: Float32Array;
}

/** A training lesion near a picture in the space of features. */
export interface NearestCase {
  readonly lesion: string;
  readonly malignant: boolean;
  readonly score: number;
  readonly distance: number;
}

/** Reads `features.json` and `features.bin`. */
export function readTrainingCases(json: Uint8Array, binary: Uint8Array): Result<TrainingCases> {
  try {
    const index = featureIndex.safeParse(JSON.parse(new TextDecoder().decode(json)));
    if (index.success && binary.length === 4 * index.data.length * index.data.lesions.length) return ok({ index: index.data, features: new Float32Array(new Uint8Array(binary).buffer) });
  } catch {
    // Told below: no JSON and other JSON are the same to the reader.
  }
  return refuse({ code: 'features-unreadable', detail: 'features.json and features.bin of the model bundle do not belong together.' });
}

/** The training lesions nearest to a feature by Euclidean distance, which is what the triplet loss arranged; the nearest first. */
export function nearestCases({ index, features }: TrainingCases, feature: Float32Array, count = 5): NearestCase[] {
  const distances = index.lesions.map((entry, row) => {
    let sum = 0;
    for (let at = 0; at < index.length; at++) sum += ((features[row * index.length + at] ?? 0) - (feature[at] ?? 0)) ** 2;
    return { ...entry, distance: Math.sqrt(sum) };
  });
  return distances.sort((one, other) => one.distance - other.distance || (one.lesion < other.lesion ? -1 : 1)).slice(0, count);
}
