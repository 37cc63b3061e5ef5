/** One tensor of the network: its name (torch's naming), shape, and whether training changes it by gradient. */
export interface ParameterShape {
  readonly name: string;
  readonly shape: readonly number[];
  readonly kind: 'filter' | 'gamma' | 'beta' | 'moving-mean' | 'moving-variance' | 'weight' | 'bias';
}

/** A residual block: channels in and out, and its stride. */
export interface BlockShape {
  readonly name: string;
  readonly input: number;
  readonly output: number;
  readonly stride: 1 | 2;
}

/** The eight blocks of ResNet-18 for a width (64 in the paper; smaller for small studies). */
export function residualBlocks(width: number): BlockShape[] {
  return [1, 2, 3, 4].flatMap((layer) => {
    const output = width * 2 ** (layer - 1);
    const stride = layer === 1 ? 1 : 2;
    return [
      { name: `layer${layer}.0`, input: layer === 1 ? width : output / 2, output, stride },
      { name: `layer${layer}.1`, input: output, output, stride: 1 },
    ] satisfies BlockShape[];
  });
}

/** How many numbers describe an image after the last block: 512 at full width. */
export const featureCount = (width: number): number => 8 * width;

const filter = (name: string, kernel: number, input: number, output: number): ParameterShape => ({ name: `${name}.weight`, shape: [kernel, kernel, input, output], kind: 'filter' });

const norm = (name: string, channels: number): ParameterShape[] => [
  { name: `${name}.weight`, shape: [channels], kind: 'gamma' },
  { name: `${name}.bias`, shape: [channels], kind: 'beta' },
  { name: `${name}.running_mean`, shape: [channels], kind: 'moving-mean' },
  { name: `${name}.running_var`, shape: [channels], kind: 'moving-variance' },
];

const block = ({ name, input, output, stride }: BlockShape): ParameterShape[] => [
  filter(`${name}.conv1`, 3, input, output),
  ...norm(`${name}.bn1`, output),
  filter(`${name}.conv2`, 3, output, output),
  ...norm(`${name}.bn2`, output),
  ...(stride === 2 ? [filter(`${name}.downsample.0`, 1, input, output), ...norm(`${name}.downsample.1`, output)] : []),
];

/** What decides the shape of a network. */
export interface NetworkShape {
  readonly model: 'L' | 'LB';
  readonly width: number;
  readonly imageSize: number;
  readonly dropout: number;
  /** How many types of liver background the second branch tells apart; 0 for Model-L. */
  readonly backgroundTypes: number;
}

/** Prefix of a branch's tensors. Model-L has one branch and no prefix, so that its names are torch's own. */
export const branchPrefix = (model: NetworkShape['model'], branch: 'lesion' | 'background'): string => (model === 'L' ? '' : `${branch}.`);

/** ResNet-18 without its last layer. */
export const resnetParameters = (width: number, prefix = ''): ParameterShape[] =>
  [filter('conv1', 7, 3, width), ...norm('bn1', width), ...residualBlocks(width).flatMap(block)].map((parameter) => ({ ...parameter, name: `${prefix}${parameter.name}` }));

/** A head: (dropout,) batch norm and a fully connected layer (paper, appendix 1.4). */
const head = (name: string, features: number, outputs: number): ParameterShape[] => [
  ...norm(`${name}.bn`, features),
  { name: `${name}.fc.weight`, shape: [features, outputs], kind: 'weight' },
  { name: `${name}.fc.bias`, shape: [outputs], kind: 'bias' },
];

/** How many numbers the final head reads: those of both branches in Model-LB (1,024 at full width). */
export const headFeatures = ({ model, width }: Pick<NetworkShape, 'model' | 'width'>): number => (model === 'L' ? 1 : 2) * featureCount(width);

/**
 * Every tensor of a network in a fixed order. Model-LB: two ResNet-18 with weights of their own, the final head on their joined
 * features, and a head for each branch, by which it is supervised.
 */
export function networkParameters(shape: NetworkShape): ParameterShape[] {
  const { model, width, backgroundTypes } = shape;
  const final = head('head', headFeatures(shape), 1);
  if (model === 'L') return [...resnetParameters(width), ...final];
  return [
    ...resnetParameters(width, 'lesion.'), ...resnetParameters(width, 'background.'), ...final,
    ...head('lesion.head', featureCount(width), 1), ...head('background.head', featureCount(width), backgroundTypes),
  ];
}
