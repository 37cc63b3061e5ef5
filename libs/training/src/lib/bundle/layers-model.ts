import type { SymbolicTensor, layers as tfLayers } from '@tensorflow/tfjs';
import { BATCH_NORM_EPSILON, BATCH_NORM_MOMENTUM, type Tensor, type Tf } from '../engine/tensor-engine.ts';
import { sizeOf, type Weights } from '../network/initial-weights.ts';
import { branchPrefix, networkParameters, residualBlocks, type BlockShape, type NetworkShape } from '../network/parameter-names.ts';

type Layers = typeof tfLayers;

/** The two files that tfjs reads a model from. */
export interface SavedModel {
  readonly modelJson: string;
  readonly weightsBin: Uint8Array;
}

const isSymbolic = (value: unknown): value is SymbolicTensor => typeof value === 'object' && value !== null && 'sourceLayer' in value && 'shape' in value;

/** tfjs types what `apply` gives as tensor or list; in a functional model it is one symbolic tensor. */
function single(applied: unknown): SymbolicTensor {
  if (isSymbolic(applied)) return applied;
  throw new TypeError('a layer of the saved model gave more than one tensor');
}

class Builder {
  private readonly layers: Layers;
  constructor(layers: Layers) {
    this.layers = layers;
  }

  /** A convolution with torch's symmetric padding. */
  convolution(x: SymbolicTensor, name: string, kernel: number, filters: number, stride: number): SymbolicTensor {
    const by = (kernel - 1) / 2;
    const padded = stride > 1 && by > 0 ? this.pad(x, `${name}.pad`, by) : x;
    return single(this.layers.conv2d({ name, filters, kernelSize: kernel, strides: stride, padding: stride > 1 ? 'valid' : 'same', useBias: false, kernelInitializer: 'zeros' }).apply(padded));
  }

  pad(x: SymbolicTensor, name: string, by: number): SymbolicTensor {
    return single(this.layers.zeroPadding2d({ name, padding: [[by, by], [by, by]] }).apply(x));
  }

  norm(x: SymbolicTensor, name: string): SymbolicTensor {
    return single(this.layers.batchNormalization({ name, epsilon: BATCH_NORM_EPSILON, momentum: 1 - BATCH_NORM_MOMENTUM }).apply(x));
  }

  relu(x: SymbolicTensor, name: string): SymbolicTensor {
    return single(this.layers.reLU({ name }).apply(x));
  }

  block(x: SymbolicTensor, { name, output, stride }: BlockShape): SymbolicTensor {
    const inner = this.relu(this.norm(this.convolution(x, `${name}.conv1`, 3, output, stride), `${name}.bn1`), `${name}.relu1`);
    const outer = this.norm(this.convolution(inner, `${name}.conv2`, 3, output, 1), `${name}.bn2`);
    const shortcut = stride > 1 ? this.norm(this.convolution(x, `${name}.downsample.0`, 1, output, stride), `${name}.downsample.1`) : x;
    return this.relu(single(this.layers.add({ name: `${name}.add` }).apply([outer, shortcut])), `${name}.relu2`);
  }

  /** From pictures to the mean of each feature. */
  branch(input: SymbolicTensor, width: number, prefix: string): SymbolicTensor {
    const stem = this.relu(this.norm(this.convolution(input, `${prefix}conv1`, 7, width, 2), `${prefix}bn1`), `${prefix}relu1`);
    const pooled = single(this.layers.maxPooling2d({ name: `${prefix}pool`, poolSize: 3, strides: 2, padding: 'valid' }).apply(this.pad(stem, `${prefix}pool.pad`, 1)));
    const map = residualBlocks(width).reduce((x, block) => this.block(x, { ...block, name: `${prefix}${block.name}` }), pooled);
    return single(this.layers.globalAveragePooling2d({ name: `${prefix}feature` }).apply(map));
  }
}

/**
 * The network as a tfjs layers model: normalised pictures in, the score of each out. Model-LB takes a lesion picture and a
 * picture of the liver background for each row. Weights still at their start.
 */
function buildLayers(tf: Tf, { model, width, imageSize, dropout }: NetworkShape): ReturnType<Tf['model']> {
  const build = new Builder(tf.layers);
  const branches = model === 'L' ? ['lesion' as const] : ['lesion' as const, 'background' as const];
  const inputs = branches.map((name) => tf.input({ shape: [imageSize, imageSize, 3], name }));
  const features = inputs.map((input, at) => build.branch(input, width, branchPrefix(model, branches[at] ?? 'lesion')));
  const [first] = features;
  if (!first) throw new Error('a network has a branch');
  const joined = features.length === 1 ? first : single(tf.layers.concatenate({ name: 'joined' }).apply(features));
  const thinned = single(tf.layers.dropout({ name: 'head.dropout', rate: dropout }).apply(joined));
  const score = tf.layers.dense({ name: 'head.fc', units: 1, activation: 'sigmoid', kernelInitializer: 'zeros' }).apply(build.norm(thinned, 'head.bn'));
  return tf.model({ name: `model-${model.toLowerCase()}`, inputs, outputs: single(score) });
}

/** The names of a layer's parameters in the order in which tfjs takes them. */
const parameterNames = (layer: string, kinds: ReadonlySet<string>): string[] => ['weight', 'bias', 'running_mean', 'running_var'].map((part) => `${layer}.${part}`).filter((name) => kinds.has(name));

/** Writes trained weights in tfjs's own format, so that `tf.loadLayersModel` reads them anywhere. */
export async function saveLayersModel(tf: Tf, shape: NetworkShape, weights: Weights): Promise<SavedModel> {
  const model = buildLayers(tf, shape);
  const parameters = new Map(networkParameters(shape).map((parameter) => [parameter.name, parameter]));
  const names = new Set(parameters.keys());
  try {
    for (const layer of model.layers) {
      const tensors: Tensor[] = parameterNames(layer.name, names).map((name) => {
        const values = weights.get(name);
        const expected = parameters.get(name);
        if (!values || !expected || values.length !== sizeOf(expected.shape)) throw new RangeError(`the weights hold no fitting ${name}`);
        return tf.tensor(values.slice(), [...expected.shape]);
      });
      if (tensors.length > 0) layer.setWeights(tensors);
      tensors.forEach((tensor) => tensor.dispose());
    }
    return await saved(tf, model);
  } finally {
    model.dispose();
  }
}

async function saved(tf: Tf, model: ReturnType<Tf['model']>): Promise<SavedModel> {
  const files: SavedModel[] = [];
  await model.save(tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
    const manifest = { format: 'layers-model', generatedBy: 'EchoCohort', modelTopology, weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }] };
    const parts = Array.isArray(weightData) ? weightData : weightData ? [weightData] : [];
    files.push({ modelJson: `${JSON.stringify(manifest)}\n`, weightsBin: Uint8Array.from(Buffer.concat(parts.map((part) => Buffer.from(part)))) });
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  }));
  const [first] = files;
  if (!first) throw new Error('tfjs saved no model');
  return first;
}
