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

/** How far training lesions are from their own nearest neighbours: what is usual. */
export interface UsualDistance {
  readonly median: number;
  /** 95th percentile. */
  readonly upper: number;
  readonly lesions: number;
}

/** Fewer say nothing of what is usual. */
const FEWEST = 10;
/** Lesions asked for their neighbours: enough for two percentiles, a tenth of a second in the largest study. */
const ASKED = 200;

/** Squared distance of a row to the nearest other one; a sum that is larger than the best so far is given up. */
function nearestOther({ index: { length, lesions }, features }: TrainingCases, row: number): number {
  let best = Infinity;
  for (let other = 0; other < lesions.length; other++) {
    if (other === row) continue;
    let sum = 0;
    for (let at = 0; at < length && sum < best; at++) sum += ((features[row * length + at] ?? 0) - (features[other * length + at] ?? 0)) ** 2;
    best = Math.min(best, sum);
  }
  return best;
}

/** Distances of training lesions to their nearest other lesion. Null where there are too few. */
export function usualDistance(cases: TrainingCases): UsualDistance | null {
  const count = cases.index.lesions.length;
  if (count < FEWEST) return null;
  const asked = Math.min(count, ASKED);
  const nearest = Array.from({ length: asked }, (_, place) => Math.sqrt(nearestOther(cases, Math.floor((place * count) / asked)))).sort((one, other) => one - other);
  const at = (share: number): number => nearest[Math.min(asked - 1, Math.floor(share * asked))] ?? 0;
  return { median: at(0.5), upper: at(0.95), lesions: count };
}
