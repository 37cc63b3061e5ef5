import type { ImageScore } from '@echocohort/model';
import { pictureBatch } from '../data/picture-batch.ts';
import type { TrainingImage } from '../data/training-image.ts';
import type { ModelL } from '../network/model-l.ts';

const BATCH = 32;

/** The chance of malignancy that the network gives each picture, in the order of the pictures. */
export async function scorePictures(model: ModelL, pictures: readonly Float32Array[], side: number): Promise<number[]> {
  const { tf } = model.network.engine;
  const scores: number[] = [];
  for (let start = 0; start < pictures.length; start += BATCH) {
    const chunk = pictures.slice(start, start + BATCH);
    const logits = tf.tidy(() => model.forward(tf.tensor4d(pictureBatch(chunk, side), [chunk.length, side, side, 3]), 'use').logit);
    scores.push(...[...(await logits.data())].map((logit) => 1 / (1 + Math.exp(-logit))));
    logits.dispose();
  }
  return scores;
}

/** Scores of pictures with the lesion they show. */
export async function scoreImages(model: ModelL, images: readonly TrainingImage[], side: number): Promise<ImageScore[]> {
  const scores = await scorePictures(model, images.map(({ pixels }) => pixels), side);
  return images.map(({ lesion, patient, set }, index) => ({ lesion, patient, set, score: scores[index] ?? NaN }));
}
