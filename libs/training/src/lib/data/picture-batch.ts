import { seededRandom } from '@echocohort/kernel';
import { augment } from './augment.ts';

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
  /** Where the channels stand: last for the training engines, first for ONNX. */
  readonly channels?: 'last' | 'first';
}

/** Shift and factor of each channel for grey values 0 to 1. */
function channelScales(mean: number, deviation: number, normalise: Normalisation): readonly (readonly [shift: number, factor: number])[] {
  if (normalise === 'imagenet') return MEAN.map((own, channel) => [own, 1 / (DEVIATION[channel] ?? 1)] as const);
  return MEAN.map(() => [mean, 1 / Math.max(FLATTEST, deviation)] as const);
}

/** A picture as it is: 256 grey values, so everything is looked up. `at` and `step` say where its channels go. */
function writePlain(batch: Float32Array, pixels: Uint8Array, normalise: Normalisation, placeOf: (channel: number) => number, step: number): void {
  const counts = new Uint32Array(256);
  for (let at = 0; at < pixels.length; at++) counts[pixels[at] ?? 0] = (counts[pixels[at] ?? 0] ?? 0) + 1;
  let [sum, squares] = [0, 0];
  for (let grey = 0; grey < 256; grey++) sum += ((counts[grey] ?? 0) * grey) / 255;
  const mean = sum / pixels.length;
  for (let grey = 0; grey < 256; grey++) squares += (counts[grey] ?? 0) * (grey / 255 - mean) ** 2;
  const scales = channelScales(mean, Math.sqrt(squares / pixels.length), normalise);
  for (const [channel, [shift, factor]] of scales.entries()) {
    const start = placeOf(channel);
    if (step === 1 && normalise === 'picture' && channel > 0) {
      batch.copyWithin(start, placeOf(0), placeOf(0) + pixels.length);
      continue;
    }
    const values = Float32Array.from({ length: 256 }, (_, grey) => (grey / 255 - shift) * factor);
    for (let at = 0; at < pixels.length; at++) batch[start + at * step] = values[pixels[at] ?? 0] ?? 0;
  }
}

function writeAugmented(batch: Float32Array, grey: Float32Array, normalise: Normalisation, placeOf: (channel: number) => number, step: number): void {
  let [sum, squares] = [0, 0];
  for (let at = 0; at < grey.length; at++) sum += grey[at] ?? 0;
  const mean = sum / grey.length;
  for (let at = 0; at < grey.length; at++) squares += ((grey[at] ?? 0) - mean) ** 2;
  for (const [channel, [shift, factor]] of channelScales(mean, Math.sqrt(squares / grey.length), normalise).entries()) {
    const start = placeOf(channel);
    for (let at = 0; at < grey.length; at++) batch[start + at * step] = ((grey[at] ?? 0) - shift) * factor;
  }
}

/** Pictures as one batch: the grey of each repeated in three channels, each normalised. */
export function pictureBatch({ views, side, normalise, channels = 'last' }: BatchTask): Float32Array {
  const places = side * side;
  const batch = new Float32Array(views.length * places * 3);
  for (const [picture, { pixels, seed }] of views.entries()) {
    const start = picture * places * 3;
    const placeOf = (channel: number): number => start + channel * (channels === 'last' ? 1 : places);
    const step = channels === 'last' ? 3 : 1;
    if (seed === null) writePlain(batch, pixels, normalise, placeOf, step);
    else writeAugmented(batch, augment(pixels, side, seededRandom(seed)), normalise, placeOf, step);
  }
  return batch;
}
