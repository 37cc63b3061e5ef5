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

/** Every tensor of Model-L in a fixed order: ResNet-18, then dropout -> batch norm -> fully connected (paper, appendix 1.4). */
export const modelLParameters = (width: number): ParameterShape[] => [
  filter('conv1', 7, 3, width),
  ...norm('bn1', width),
  ...residualBlocks(width).flatMap(block),
  ...norm('head.bn', featureCount(width)),
  { name: 'head.fc.weight', shape: [featureCount(width), 1], kind: 'weight' },
  { name: 'head.fc.bias', shape: [1], kind: 'bias' },
];
