import { BATCH_NORM_EPSILON, BATCH_NORM_MOMENTUM, type BatchNormVariables, type ConvolutionShape, type Computation, type EngineOperations, type NamedTensors, type Repeated, type Tensor, type Tensor4D, type Tf, type Variable } from './tensor-engine.ts';
import { savedAt, withGradient, type Forward } from './with-gradient.ts';

/** Symmetric zero padding before a strided window; tf's `same` would put more at the end of even sizes than torch does. */
export function padSymmetric(tf: Tf, x: Tensor4D, by: number): Tensor4D {
  return by === 0 ? x : tf.pad(x, [[0, 0], [by, by], [by, by], [0, 0]]);
}

/** The plain convolution every engine has. */
export function plainConvolution(tf: Tf, x: Tensor4D, filter: Tensor4D, { stride }: ConvolutionShape): Tensor4D {
  const [kernel] = filter.shape;
  return stride === 1 ? tf.conv2d(x, filter, 1, 'same') : tf.conv2d(padSymmetric(tf, x, (kernel - 1) / 2), filter, stride, 'valid');
}

/** Moves the averages towards the statistics of this batch. */
function moveAverages(tf: Tf, norm: BatchNormVariables, mean: Tensor, variance: Tensor, values: number): void {
  const towards = (average: Variable, fresh: Tensor): void => tf.tidy(() => average.assign(average.mul(1 - BATCH_NORM_MOMENTUM).add(fresh.mul(BATCH_NORM_MOMENTUM))));
  towards(norm.movingMean, mean);
  towards(norm.movingVariance, variance.mul(values / Math.max(1, values - 1)));
}

/**
 * Batch norm by tfjs operations with its gradient in closed form: tfjs derives one that tiles every channel statistic to the
 * size of the batch, which costs a third of a step on WebAssembly.
 */
export function portableBatchNorm(tf: Tf, x: Tensor4D, norm: BatchNormVariables): Tensor4D {
  const values = x.size / x.shape[3];
  const forward = (): Forward => {
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    moveAverages(tf, norm, mean, variance, values);
    const inverse = variance.add(BATCH_NORM_EPSILON).rsqrt();
    const scale = norm.gamma.mul(inverse);
    return { value: x.mul(scale).add(norm.beta.sub(mean.mul(scale))), saved: [x, norm.gamma, mean, inverse] };
  };
  const backward = (dy: Tensor, saved: readonly Tensor[]): Tensor[] => {
    const [input, gamma, mean, inverse] = [savedAt(saved, 0), savedAt(saved, 1), savedAt(saved, 2), savedAt(saved, 3)];
    const centred = input.sub(mean).mul(inverse);
    const shift = dy.sum([0, 1, 2]);
    const slope = dy.mul(centred).sum([0, 1, 2]);
    const inner = dy.sub(shift.div(values)).sub(centred.mul(slope.div(values)));
    return [inner.mul(gamma.mul(inverse)), slope, shift];
  };
  return withGradient(tf, [x, norm.gamma, norm.beta], forward, backward).as4D(...x.shape);
}

/** Operations for an engine without native shortcuts; `convolve` is the engine's own. */
export const portableOperations = (tf: Tf, convolve: EngineOperations['convolve']): EngineOperations => ({
  convolve,
  batchNormTraining: (x, norm) => portableBatchNorm(tf, x, norm),
  relu: (x) => tf.relu(x),
  maxPool: (x) => tf.maxPool(x, 3, 2, 'valid'),
});

/** Runs a computation and keeps only its results. They leave the tidy scope by the side: tfjs walks through whatever a scope returns. */
export function computeOnce(tf: Tf, compute: Computation, inputs: NamedTensors): Tensor[] {
  const kept: Tensor[] = [];
  tf.tidy(() => compute(inputs).forEach((tensor) => kept.push(tf.keep(tensor))));
  return kept;
}

/** For an engine that has nothing to prepare. */
export const portableRepeated = (tf: Tf) => (compute: Computation): Repeated => ({ run: (inputs) => computeOnce(tf, compute, inputs), dispose: () => undefined });
