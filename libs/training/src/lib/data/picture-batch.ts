import { seededRandom } from '@echocohort/kernel';
import { augment, unitPixels } from './augment.ts';

/** How grey values become what the network reads. */
export type Normalisation = 'picture' | 'imagenet';

/** Mean and deviation of ImageNet's three channels, as torch's pretrained networks expect them. */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;
/** A picture flatter than this is left flat instead of blowing up its noise. */
const FLATTEST = 0.02;

/** One picture of a batch: its grey values, and the seed of its augmentation (null shows it as it is). */
export interface PictureView {
  readonly pixels: Uint8Array;
  readonly seed: string | null;
}

/** What a batch of pictures is made of. */
export interface BatchTask {
  readonly views: readonly PictureView[];
  readonly side: number;
  readonly normalise: Normalisation;
}

/** Shift and factor of each channel for one picture. */
function channels(grey: Float32Array, normalise: Normalisation): readonly (readonly [shift: number, factor: number])[] {
  if (normalise === 'imagenet') return MEAN.map((mean, channel) => [mean, 1 / (DEVIATION[channel] ?? 1)] as const);
  const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length;
  const deviation = Math.sqrt(grey.reduce((sum, value) => sum + (value - mean) ** 2, 0) / grey.length);
  return MEAN.map(() => [mean, 1 / Math.max(FLATTEST, deviation)] as const);
}

/** Writes one grey picture into a batch at its place: the grey repeated in three channels, each normalised. */
function write(batch: Float32Array, place: number, grey: Float32Array, normalise: Normalisation): void {
  const shifts = channels(grey, normalise);
  const start = place * grey.length * 3;
  for (const [channel, [shift, factor]] of shifts.entries()) {
    for (let index = 0; index < grey.length; index++) batch[start + index * 3 + channel] = ((grey[index] ?? 0) - shift) * factor;
  }
}

/** Pictures as one batch in the network's layout (picture, row, column, channel). */
export function pictureBatch({ views, side, normalise }: BatchTask): Float32Array {
  const batch = new Float32Array(views.length * side * side * 3);
  for (const [place, { pixels, seed }] of views.entries()) write(batch, place, seed === null ? unitPixels(pixels) : augment(pixels, side, seededRandom(seed)), normalise);
  return batch;
}
