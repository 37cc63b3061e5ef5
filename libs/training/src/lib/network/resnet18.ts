import { padSymmetric } from '../engine/portable-operations.ts';
import { BATCH_NORM_EPSILON, type Tensor2D, type Tensor4D, type TensorEngine } from '../engine/tensor-engine.ts';
import type { NetworkVariables } from './network.ts';
import { residualBlocks, type BlockShape } from './parameter-names.ts';

/** In training, batch norm uses the batch; in use, the averages gathered while training. */
export type Mode = 'training' | 'use';

/** Batch norm of a picture batch, or of a feature batch seen as one-pixel pictures. */
export function batchNorm(network: NetworkVariables, x: Tensor4D, name: string, mode: Mode): Tensor4D {
  const norm = network.norm(name);
  if (mode === 'training') return network.engine.operations.batchNormTraining(x, norm);
  return network.engine.tf.batchNorm4d(x, norm.movingMean.as1D(), norm.movingVariance.as1D(), norm.beta.as1D(), norm.gamma.as1D(), BATCH_NORM_EPSILON);
}

function residual(network: NetworkVariables, x: Tensor4D, { name, stride }: BlockShape, mode: Mode): Tensor4D {
  const { operations, tf } = network.engine;
  const convolve = (input: Tensor4D, which: string, by: 1 | 2): Tensor4D => operations.convolve(input, network.variable(`${name}.${which}.weight`), { stride: by, inputGradient: true });
  const inner = operations.relu(batchNorm(network, convolve(x, 'conv1', stride), `${name}.bn1`, mode));
  const outer = batchNorm(network, convolve(inner, 'conv2', 1), `${name}.bn2`, mode);
  const shortcut = stride === 2 ? batchNorm(network, convolve(x, 'downsample.0', 2), `${name}.downsample.1`, mode) : x;
  return operations.relu(tf.add(outer, shortcut));
}

/** Max-pool 3x3, stride 2: zeros at the rim equal torch's minus infinity because ReLU came before. */
export const poolAfterStem = ({ tf, operations }: TensorEngine, x: Tensor4D): Tensor4D => operations.maxPool(padSymmetric(tf, x, 1));

/** The last feature map of the ResNet-18 whose tensors carry the prefix, for normalised pictures. */
export function featureMap(network: NetworkVariables, pictures: Tensor4D, width: number, mode: Mode, prefix = ''): Tensor4D {
  const { operations } = network.engine;
  const stem = operations.convolve(pictures, network.variable(`${prefix}conv1.weight`), { stride: 2, inputGradient: false });
  const start = poolAfterStem(network.engine, operations.relu(batchNorm(network, stem, `${prefix}bn1`, mode)));
  return residualBlocks(width).reduce((x, block) => residual(network, x, { ...block, name: `${prefix}${block.name}` }, mode), start);
}

/** The mean of each feature over the picture. */
export const meanFeature = ({ tf }: TensorEngine, map: Tensor4D): Tensor2D => tf.mean(map, [1, 2]).as2D(map.shape[0], map.shape[3]);
