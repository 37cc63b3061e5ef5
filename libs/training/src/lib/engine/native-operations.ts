import { fourSizes } from './four-sizes.ts';
import type { NativeBackend, OperationAttribute } from './native-backend.ts';
import { plainConvolution } from './portable-operations.ts';
import { BATCH_NORM_EPSILON, BATCH_NORM_MOMENTUM, type BatchNormVariables, type EngineOperations, type Tensor, type Tensor4D, type Tf } from './tensor-engine.ts';
import { savedAt, withGradient, type Forward } from './with-gradient.ts';

function batchNormAttributes({ binding }: NativeBackend, momentum?: number): OperationAttribute[] {
  const shared: OperationAttribute[] = [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'U', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'epsilon', type: binding.TF_ATTR_FLOAT, value: BATCH_NORM_EPSILON },
    { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
    { name: 'is_training', type: binding.TF_ATTR_BOOL, value: true },
  ];
  return momentum === undefined ? shared : [...shared, { name: 'exponential_avg_factor', type: binding.TF_ATTR_FLOAT, value: momentum }];
}

/** FusedBatchNormV3 and its gradient: one pass each instead of a dozen element-wise operations; halves a training step. */
function nativeBatchNorm(tf: Tf, backend: NativeBackend, x: Tensor4D, norm: BatchNormVariables): Tensor4D {
  const forward = (): Forward => {
    const inputs = [x, norm.gamma, norm.beta, norm.movingMean, norm.movingVariance];
    const outputs = backend.executeMultipleOutputs('FusedBatchNormV3', batchNormAttributes(backend, BATCH_NORM_MOMENTUM), inputs, 6);
    norm.movingMean.assign(savedAt(outputs, 1));
    norm.movingVariance.assign(savedAt(outputs, 2));
    return { value: savedAt(outputs, 0), saved: [x, norm.gamma, ...outputs.slice(3)] };
  };
  const backward = (dy: Tensor, saved: readonly Tensor[]): Tensor[] => backend.executeMultipleOutputs('FusedBatchNormGradV3', batchNormAttributes(backend), [dy, ...saved], 5).slice(0, 3);
  return withGradient(tf, [x, norm.gamma, norm.beta], forward, backward).as4D(...x.shape);
}

/** ReLU whose gradient is one native operation instead of a step function and a product. */
function nativeRelu(tf: Tf, backend: NativeBackend, x: Tensor4D): Tensor4D {
  const attributes = [{ name: 'T', type: backend.binding.TF_ATTR_TYPE, value: backend.binding.TF_FLOAT }];
  const forward = (): Forward => {
    const value = backend.executeSingleOutput('Relu', attributes, [x]);
    return { value, saved: [value] };
  };
  return withGradient(tf, [x], forward, (dy, saved) => [backend.executeSingleOutput('ReluGrad', attributes, [dy, savedAt(saved, 0)])]).as4D(...x.shape);
}

/** Attributes of oneDNN's max-pool as TensorFlow registers it: under a label that its own eager rewriting would set. */
const poolAttributes = ({ binding }: NativeBackend): OperationAttribute[] => [
  { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
  { name: 'ksize', type: binding.TF_ATTR_INT, value: [1, 3, 3, 1] },
  { name: 'strides', type: binding.TF_ATTR_INT, value: [1, 2, 2, 1] },
  { name: 'padding', type: binding.TF_ATTR_STRING, value: 'VALID' },
  { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
  { name: 'workspace_enabled', type: binding.TF_ATTR_BOOL, value: true },
  { name: '_kernel', type: binding.TF_ATTR_STRING, value: 'MklNameChangeOp' },
];

/**
 * Max-pool by oneDNN, which remembers where each maximum was. TensorFlow's own gradient looks for them again on one thread: measured,
 * 118 ms against 0.8 ms for the first layer of 16 pictures of 112 x 112.
 */
function oneDnnMaxPool(tf: Tf, backend: NativeBackend, x: Tensor4D): Tensor4D {
  const attributes = poolAttributes(backend);
  const forward = (): Forward => {
    const outputs = backend.executeMultipleOutputs('_MklNativeMaxPool', attributes, [x], 2);
    return { value: savedAt(outputs, 0), saved: [x, ...outputs] };
  };
  const value = withGradient(tf, [x], forward, (dy, saved) => [backend.executeSingleOutput('_MklNativeMaxPoolGrad', attributes, [savedAt(saved, 0), savedAt(saved, 1), dy, savedAt(saved, 2)])]);
  return value.as4D(...fourSizes(value));
}

/** Whether this build of the library has oneDNN's max-pool (not on ARM, nor with oneDNN switched off) and it answers rightly. */
function hasOneDnnPool(tf: Tf, backend: NativeBackend): boolean {
  try {
    return tf.tidy(() => {
      const x = tf.range(0, 16).reshape([1, 4, 4, 1]).as4D(1, 4, 4, 1);
      return tf.grad((input) => oneDnnMaxPool(tf, backend, input.as4D(1, 4, 4, 1)).sum())(x).dataSync()[10] === 1;
    });
  } catch {
    return false; // the operation is not registered: the stock one is right, only slower
  }
}

/** Operations that go straight to the TensorFlow library. */
export function nativeOperations(tf: Tf, backend: NativeBackend): EngineOperations {
  const oneDnn = hasOneDnnPool(tf, backend);
  return {
    convolve: (x, filter, shape) => plainConvolution(tf, x, filter.as4D(...fourSizes(filter)), shape),
    batchNormTraining: (x, norm) => nativeBatchNorm(tf, backend, x, norm),
    relu: (x) => nativeRelu(tf, backend, x),
    maxPool: (x) => (oneDnn ? oneDnnMaxPool(tf, backend, x) : tf.maxPool(x, 3, 2, 'valid')),
  };
}
