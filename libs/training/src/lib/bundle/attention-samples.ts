import { CAM_FOLDER, type FailureGallery, type LesionScore, type ModelMetrics } from '@echocohort/model';
import { attentionPng } from '../attention/overlay.ts';
import { classActivation, classActivationWeights } from '../attention/class-activation.ts';
import { pictureBatch, type Normalisation } from '../data/picture-batch.ts';
import type { TrainingImage } from '../data/training-image.ts';
import type { TensorEngine } from '../engine/tensor-engine.ts';
import type { ScoredImage } from '../loop/score-images.ts';
import { finalHead } from '../network/final-head.ts';
import type { Weights } from '../network/initial-weights.ts';
import { Model } from '../network/model.ts';
import { featureCount, type NetworkShape } from '../network/parameter-names.ts';

/** Lesions whose maps a bundle shows besides the worst ones. */
const SAMPLES = 6;
const FAILURES = 12;

/** A file of the bundle. */
export interface BundlePart {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What maps and gallery are made of. */
export interface AttentionInput {
  readonly engine: TensorEngine;
  readonly shape: NetworkShape;
  readonly weights: Weights;
  readonly normalise: Normalisation;
  readonly images: readonly TrainingImage[];
  readonly scores: readonly ScoredImage[];
  readonly predictions: readonly LesionScore[];
  readonly outcomes: ReadonlyMap<string, boolean>;
  readonly metrics: ModelMetrics;
}

/** Grad-CAM of pictures by the engine's own last map. */
export function activationMaps({ engine, shape, weights, normalise }: Pick<AttentionInput, 'engine' | 'shape' | 'weights' | 'normalise'>, images: readonly TrainingImage[]): Float32Array[] {
  const model = new Model(engine, shape);
  const { tf } = engine;
  try {
    const loaded = model.network.load(weights);
    if (!loaded.ok) throw new Error(loaded.refusal.detail);
    const side = shape.imageSize;
    return images.map(({ pixels }) => {
      const values: Float32Array[] = [];
      tf.tidy(() => {
        const map = model.map(tf.tensor4d(pictureBatch({ views: [{ pixels, seed: null }], side, normalise }), [1, side, side, 3]), 'lesion', 'use');
        values.push(Float32Array.from(map.dataSync()));
      });
      const [map = new Float32Array()] = values;
      const channels = featureCount(shape.width);
      return classActivation(map, classActivationWeights(finalHead(weights), channels, map.length / channels));
    });
  } finally {
    model.dispose();
  }
}

/** Development lesions by how wrong the model is about them, the worst first; sealed ones are not among them. */
function byError({ predictions, outcomes }: AttentionInput): (LesionScore & { readonly malignant: boolean; readonly error: number })[] {
  return predictions
    .filter(({ set }) => set === 'internal_validation')
    .flatMap((prediction) => {
      const malignant = outcomes.get(prediction.lesion);
      return malignant === undefined ? [] : [{ ...prediction, malignant, error: malignant ? 1 - prediction.score : prediction.score }];
    })
    .sort((a, b) => b.error - a.error || (a.lesion < b.lesion ? -1 : 1));
}

/** Sample attention maps, and the gallery of failures with theirs. */
export function attentionSamples(input: AttentionInput): { readonly parts: readonly BundlePart[]; readonly gallery: FailureGallery } {
  const ranked = byError(input);
  const cutOff = input.metrics.cutOff.threshold;
  const wrong = ranked.filter(({ score, malignant }) => (score >= (cutOff ?? 0.5)) !== malignant).slice(0, FAILURES);
  const shown = [...new Map([...wrong, ...ranked.slice(-SAMPLES)].map((lesion) => [lesion.lesion, lesion])).values()];
  const images = shown.flatMap(({ lesion }) => input.images.filter((image) => image.lesion === lesion && image.role === 'lesion'));
  const maps = activationMaps(input, images);
  const nameOf = ({ lesion, slot }: { readonly lesion: string; readonly slot: string }): string => `${CAM_FOLDER}${`${lesion}_${slot}`.replaceAll(/[^A-Za-z0-9._-]/g, '-').slice(0, 70)}.png`;
  const parts = images.map((image, at) => ({ path: nameOf(image), bytes: attentionPng(image.pixels, input.shape.imageSize, maps[at] ?? new Float32Array([0])) }));
  const scoresOf = (lesion: string): FailureGallery['lesions'][number]['images'] =>
    input.scores.filter((score) => score.lesion === lesion).map(({ slot, score }) => ({ slot, score, cam: nameOf({ lesion, slot }) }));
  const gallery: FailureGallery = { cutOff, lesions: wrong.map(({ lesion, set, malignant, score }) => ({ lesion, set, malignant, score, images: scoresOf(lesion) })) };
  return { parts, gallery };
}
