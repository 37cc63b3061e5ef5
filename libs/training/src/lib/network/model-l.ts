import type { Tensor2D, Tensor4D, TensorEngine } from '../engine/tensor-engine.ts';
import { NetworkVariables } from './network.ts';
import { modelLParameters } from './parameter-names.ts';
import { batchNorm, featureMap, meanFeature, type Mode } from './resnet18.ts';

/** What the network says of a batch: the feature of each picture, and the logit of malignancy. */
export interface ModelLOutput {
  readonly feature: Tensor2D;
  readonly logit: Tensor2D;
}

/** Model-L: ResNet-18 on the lesion, then dropout, batch norm and one fully connected unit (paper 2.5, appendix 1.4). */
export class ModelL {
  readonly network: NetworkVariables;
  readonly width: number;

  constructor(engine: TensorEngine, width: number) {
    this.network = new NetworkVariables(engine, modelLParameters(width));
    this.width = width;
  }

  /** `dropout` holds 0 or 1/(1-p) for each feature; the caller draws it, so that the same seed gives the same masks. */
  forward(pictures: Tensor4D, mode: Mode, dropout: Tensor2D | null = null): ModelLOutput {
    const { engine } = this.network;
    const feature = meanFeature(engine, featureMap(this.network, pictures, this.width, mode));
    const thinned = dropout ? engine.tf.mul(feature, dropout) : feature;
    const [rows, columns] = feature.shape;
    const normalised = batchNorm(this.network, thinned.as4D(rows, 1, 1, columns), 'head.bn', mode).as2D(rows, columns);
    const logit = engine.tf.add(engine.tf.matMul(normalised, this.network.variable('head.fc.weight').as2D(columns, 1)), this.network.variable('head.fc.bias'));
    return { feature, logit: logit.as2D(rows, 1) };
  }

  dispose(): void {
    this.network.dispose();
  }
}
