import type { ImageScore } from '@echocohort/model';
import { picturesInPlace, type PictureWork } from '../data/picture-work.ts';
import type { Normalisation } from '../data/picture-batch.ts';
import type { TrainingImage } from '../data/training-image.ts';
import { finalHead, logitOf, scoreOf } from '../network/final-head.ts';
import type { Weights } from '../network/initial-weights.ts';
import type { Model } from '../network/model.ts';

/** Pictures scored at once: enough to keep the engine busy, few enough for its memory. */
const CHUNK = 16;

/** The score of a picture with the features that it was computed from (lesion branch first). */
export interface ScoredImage extends ImageScore {
  readonly slot: string;
  readonly logit: number;
  readonly feature: Float32Array;
}

const breathe = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

async function featuresOf(model: Model, images: readonly TrainingImage[], branch: 'lesion' | 'background', normalise: Normalisation, work: PictureWork): Promise<Float32Array[]> {
  const { tf } = model.network.engine;
  const side = model.shape.imageSize;
  const features: Float32Array[] = [];
  const batchAt = (start: number): Promise<Float32Array> => work.batch({ views: images.slice(start, start + CHUNK).map(({ pixels }) => ({ pixels, seed: null })), side, normalise });
  let ahead = batchAt(0);
  for (let start = 0; start < images.length; start += CHUNK) {
    const batch = await ahead;
    if (start + CHUNK < images.length) ahead = batchAt(start + CHUNK);
    await breathe();
    const count = Math.min(CHUNK, images.length - start);
    tf.tidy(() => {
      const feature = model.features(tf.tensor4d(batch, [count, side, side, 3]), branch, 'use');
      const values = feature.dataSync();
      const length = values.length / count;
      for (let row = 0; row < count; row++) features.push(Float32Array.from(values.slice(row * length, (row + 1) * length)));
    });
  }
  return features;
}

/** The mean of several features. */
export function meanOf(features: readonly Float32Array[]): Float32Array {
  const [first] = features;
  const mean = new Float32Array(first?.length ?? 0);
  for (let at = 0; at < mean.length; at++) mean[at] = features.reduce((sum, feature) => sum + (feature[at] ?? 0), 0) / features.length;
  return mean;
}

/** The mean background feature of each lesion: with a linear head that is the mean logit over all its background pictures. */
async function backgroundFeatures(model: Model, images: readonly TrainingImage[], normalise: Normalisation, work: PictureWork): Promise<Map<string, Float32Array>> {
  const backgrounds = images.filter(({ role }) => role === 'background');
  const features = await featuresOf(model, backgrounds, 'background', normalise, work);
  const byLesion = new Map<string, Float32Array[]>();
  backgrounds.forEach(({ lesion }, at) => byLesion.set(lesion, [...(byLesion.get(lesion) ?? []), ...features.slice(at, at + 1)]));
  return new Map([...byLesion].map(([lesion, own]) => [lesion, meanOf(own)]));
}

/** Scores lesion pictures with the weights on the engine; in Model-LB each is joined with the mean of its lesion's background. */
export async function scoreImages(model: Model, weights: Weights, images: readonly TrainingImage[], normalise: Normalisation, work: PictureWork = picturesInPlace): Promise<ScoredImage[]> {
  const lesions = images.filter(({ role }) => role === 'lesion');
  const features = lesions.length === 0 ? [] : await featuresOf(model, lesions, 'lesion', normalise, work);
  const beside = model.shape.model === 'LB' ? await backgroundFeatures(model, images, normalise, work) : null;
  const head = finalHead(weights);
  return lesions.map(({ lesion, patient, set, slot }, at) => {
    const feature = Float32Array.from([...(features[at] ?? []), ...(beside?.get(lesion) ?? [])]);
    const logit = logitOf(head, feature);
    return { lesion, patient, set, slot, logit, score: scoreOf(logit), feature };
  });
}
