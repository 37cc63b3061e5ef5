import type { Tensor, Tensor2D, Tf } from '../engine/tensor-engine.ts';

/** Binary cross-entropy on logits, in the form that cannot overflow; mean over the batch, each row by its weight. */
export function binaryCrossEntropy(tf: Tf, logit: Tensor2D, malignant: Tensor2D, weights: Tensor2D | null = null): Tensor {
  const losses = tf.relu(logit).sub(logit.mul(malignant)).add(tf.log1p(tf.exp(tf.neg(tf.abs(logit)))));
  return tf.mean(weights === null ? losses : losses.mul(weights));
}

/**
 * Cross-entropy over types. `targets` holds the weight of its type in the column of each row's type, and only zeros in a row whose type
 * nobody recorded; the mean is over the rows with a type, of which there are `known`.
 */
export function typeCrossEntropy(tf: Tf, logits: Tensor2D, targets: Tensor2D, known: Tensor): Tensor {
  const shifted = logits.sub(tf.max(logits, 1, true));
  const logProbabilities = shifted.sub(tf.log(tf.sum(tf.exp(shifted), 1, true)));
  return tf.neg(tf.sum(logProbabilities.mul(targets))).div(known);
}

/** Distances between all pairs of features; the small term keeps the gradient finite where two features coincide. */
export function pairwiseDistances(tf: Tf, feature: Tensor2D): Tensor2D {
  const squares = tf.sum(tf.square(feature), 1, true);
  const products = tf.matMul(feature, feature, false, true);
  const squared = tf.relu(squares.add(tf.transpose(squares)).sub(products.mul(2)));
  return tf.sqrt(squared.add(1e-12)).as2D(feature.shape[0], feature.shape[0]);
}

const FAR = 1e6;

/**
 * Batch-hard triplet loss: for each picture the farthest of its own class against the nearest of the other, with a margin;
 * mean over the batch (paper, appendix 1.5; Hermans 2017). Both classes must be in the batch: the sampler sees to it.
 */
export function batchHardTriplet(tf: Tf, feature: Tensor2D, malignant: Tensor2D, margin: number): Tensor {
  const distances = pairwiseDistances(tf, feature);
  const label = malignant.as2D(malignant.shape[0], 1);
  const same = tf.sub(1, tf.abs(label.sub(tf.transpose(label))));
  const farthestOwn = tf.max(distances.mul(same), 1);
  const nearestOther = tf.min(distances.add(same.mul(FAR)), 1);
  return tf.mean(tf.relu(farthestOwn.sub(nearestOther).add(margin)));
}
