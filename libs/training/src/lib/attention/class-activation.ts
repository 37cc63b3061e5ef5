import type { FinalHead } from '../network/final-head.ts';

/**
 * Weight of each channel of the last map of the lesion branch in Grad-CAM. The head is linear in the mean of the map, so the gradient of
 * the logit is the same at every place: the folded weight of the channel over the number of places (Selvaraju 2017, equation 1).
 */
export const classActivationWeights = ({ weights }: FinalHead, channels: number, places: number): Float32Array => Float32Array.from(weights.slice(0, channels), (weight) => weight / places);

/** Grad-CAM of one picture: the weighted sum over the channels of its last map (place, channel), where it speaks for malignancy. */
export function classActivation(map: Float32Array, weights: Float32Array): Float32Array {
  const channels = weights.length;
  return Float32Array.from({ length: map.length / channels }, (_, place) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += (map[place * channels + channel] ?? 0) * (weights[channel] ?? 0);
    return Math.max(0, sum);
  });
}
