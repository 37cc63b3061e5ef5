import { BATCH_NORM_EPSILON } from '../engine/tensor-engine.ts';
import { classActivationWeights } from '../attention/class-activation.ts';
import { finalHead } from '../network/final-head.ts';
import type { Weights } from '../network/initial-weights.ts';
import { branchPrefix, featureCount, headFeatures, networkParameters, residualBlocks, type BlockShape, type NetworkShape } from '../network/parameter-names.ts';
import { OnnxGraph } from './onnx-graph.ts';

/** Filters as ONNX wants them: output, input, row, column. */
export function outputFirst(filter: Float32Array, [rows, columns, input, output]: readonly [number, number, number, number]): Float32Array {
  const turned = new Float32Array(filter.length);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (let from = 0; from < input; from++) for (let to = 0; to < output; to++) turned[((to * input + from) * rows + row) * columns + column] = filter[at++] ?? 0;
    }
  }
  return turned;
}

/** Side of the last feature map: five halvings, each rounded up. */
export const mapSide = (imageSize: number): number => [1, 2, 3, 4, 5].reduce((side) => Math.ceil(side / 2), imageSize);

class NetworkWriter {
  readonly graph = new OnnxGraph();
  private readonly shapes: ReadonlyMap<string, readonly number[]>;
  private readonly weights: Weights;

  constructor(shape: NetworkShape, weights: Weights) {
    this.weights = weights;
    this.shapes = new Map(networkParameters(shape).map((parameter) => [parameter.name, parameter.shape]));
  }

  private values(name: string): Float32Array {
    const values = this.weights.get(name);
    if (!values) throw new Error(`the weights hold no ${name}`);
    return values;
  }

  convolution(x: string, name: string, stride: number): string {
    const [rows = 0, columns = 0, input = 0, output = 0] = this.shapes.get(`${name}.weight`) ?? [];
    const filter = this.graph.constant(`${name}.weight`, [output, input, rows, columns], outputFirst(this.values(`${name}.weight`), [rows, columns, input, output]));
    const by = (rows - 1) / 2;
    return this.graph.operation('Conv', [x, filter], `${name}.out`, { kernel_shape: { ints: [rows, columns] }, strides: { ints: [stride, stride] }, pads: { ints: [by, by, by, by] } });
  }

  norm(x: string, name: string): string {
    const parts = ['weight', 'bias', 'running_mean', 'running_var'].map((part) => {
      const values = this.values(`${name}.${part}`);
      return this.graph.constant(`${name}.${part}`, [values.length], values);
    });
    return this.graph.operation('BatchNormalization', [x, ...parts], `${name}.out`, { epsilon: { float: BATCH_NORM_EPSILON } });
  }

  relu(x: string, output: string): string {
    return this.graph.operation('Relu', [x], output);
  }

  private block(x: string, { name, stride }: BlockShape, output: string): string {
    const inner = this.relu(this.norm(this.convolution(x, `${name}.conv1`, stride), `${name}.bn1`), `${name}.relu1`);
    const outer = this.norm(this.convolution(inner, `${name}.conv2`, 1), `${name}.bn2`);
    const shortcut = stride > 1 ? this.norm(this.convolution(x, `${name}.downsample.0`, stride), `${name}.downsample.1`) : x;
    return this.relu(this.graph.operation('Add', [outer, shortcut], `${name}.add`), output);
  }

  /** From pictures to the last feature map, which gets the given name. */
  map(pictures: string, width: number, prefix: string, output: string): string {
    const stem = this.relu(this.norm(this.convolution(pictures, `${prefix}conv1`, 2), `${prefix}bn1`), `${prefix}relu1`);
    const pooled = this.graph.operation('MaxPool', [stem], `${prefix}pool`, { kernel_shape: { ints: [3, 3] }, strides: { ints: [2, 2] }, pads: { ints: [1, 1, 1, 1] } });
    const blocks = residualBlocks(width);
    return blocks.reduce((x, block, at) => this.block(x, { ...block, name: `${prefix}${block.name}` }, at === blocks.length - 1 ? output : `${prefix}${block.name}.out`), pooled);
  }

  mean(map: string, output: string): string {
    return this.graph.operation('Flatten', [this.graph.operation('GlobalAveragePool', [map], `${output}.pooled`)], output, { axis: { int: 1 } });
  }

  fullyConnected(x: string, name: string, output: string): string {
    const [inputs = 0, outputs = 0] = this.shapes.get(`${name}.weight`) ?? [];
    const weight = this.graph.constant(`${name}.weight`, [inputs, outputs], this.values(`${name}.weight`));
    const bias = this.graph.constant(`${name}.bias`, [outputs], this.values(`${name}.bias`));
    return this.graph.operation('Gemm', [x, weight, bias], output);
  }
}

/**
 * Writes the network as ONNX (opset 17). Input `lesion`: normalised pictures (picture, channel, row, column). Model-LB also takes
 * `background`: all pictures of the liver background of the one lesion that the lesion pictures show; their mean feature joins each of them.
 * Outputs: `score` and `logit` of each lesion picture, `feature`, `fmap` (the lesion branch's last map) and `cam` (Grad-CAM in closed form).
 */
export function writeOnnx(shape: NetworkShape, weights: Weights, facts: Readonly<Record<string, string>> = {}): Uint8Array {
  const { model, width, imageSize } = shape;
  const writer = new NetworkWriter(shape, weights);
  const { graph } = writer;
  const [channels, side] = [featureCount(width), mapSide(imageSize)];
  const lesion = writer.map(graph.input('lesion', ['pictures', 3, imageSize, imageSize]), width, branchPrefix(model, 'lesion'), 'fmap');
  let feature = writer.mean(lesion, model === 'L' ? 'feature' : 'lesion.feature');
  if (model === 'LB') {
    const map = writer.map(graph.input('background', ['backgrounds', 3, imageSize, imageSize]), width, branchPrefix(model, 'background'), 'background.fmap');
    const mean = graph.operation('ReduceMean', [writer.mean(map, 'background.feature')], 'background.mean', { axes: { ints: [0] }, keepdims: { int: 1 } });
    const repeated = graph.operation('Expand', [mean, graph.operation('Shape', [feature], 'lesion.feature.shape')], 'background.repeated');
    feature = graph.operation('Concat', [feature, repeated], 'feature', { axis: { int: 1 } });
  }
  const logit = writer.fullyConnected(writer.norm(feature, 'head.bn'), 'head.fc', 'logit');
  graph.operation('Sigmoid', [logit], 'score');
  const activation = classActivationWeights(finalHead(weights), channels, side * side);
  graph.operation('Relu', [graph.operation('Conv', [lesion, graph.constant('cam.weight', [1, channels, 1, 1], activation)], 'cam.sum')], 'cam');
  for (const name of ['score', 'logit']) graph.output(name, ['pictures', 1]);
  graph.output('feature', ['pictures', headFeatures(shape)]);
  graph.output('fmap', ['pictures', channels, side, side]);
  graph.output('cam', ['pictures', 1, side, side]);
  return graph.encode(`model-${model.toLowerCase()}`, facts);
}
