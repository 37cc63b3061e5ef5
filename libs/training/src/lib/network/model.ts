import type { Tensor2D, Tensor4D, TensorEngine } from '../engine/tensor-engine.ts';
import { NetworkVariables } from './network.ts';
import { branchPrefix, networkParameters, type NetworkShape } from './parameter-names.ts';
import { batchNorm, featureMap, meanFeature, type Mode } from './resnet18.ts';

/** Dropout of a training step: 0 or 1/(1-p) for each feature. The caller draws it, so that the same seed gives the same masks. */
export interface DropoutMasks {
  readonly head: Tensor2D;
  readonly lesion: Tensor2D | null;
  readonly background: Tensor2D | null;
}

/** What the network says of a batch. */
export interface ModelOutput {
  /** Features of the lesion branch: what the triplet loss compares. */
  readonly feature: Tensor2D;
  /** Logit of malignancy, from all features. */
  readonly logit: Tensor2D;
  /** Model-LB: malignancy by the lesion branch alone, and the type of liver background by the other. */
  readonly branches: { readonly lesion: Tensor2D; readonly background: Tensor2D } | null;
}

/** Model-L (one ResNet-18) or Model-LB (two, their features joined) on an engine (paper 2.5, appendix 1.4). */
export class Model {
  readonly network: NetworkVariables;
  readonly shape: NetworkShape;

  constructor(engine: TensorEngine, shape: NetworkShape) {
    this.network = new NetworkVariables(engine, networkParameters(shape));
    this.shape = shape;
  }

  /** The last feature map of one branch. */
  map(pictures: Tensor4D, branch: 'lesion' | 'background', mode: Mode): Tensor4D {
    return featureMap(this.network, pictures, this.shape.width, mode, branchPrefix(this.shape.model, branch));
  }

  features(pictures: Tensor4D, branch: 'lesion' | 'background', mode: Mode): Tensor2D {
    return meanFeature(this.network.engine, this.map(pictures, branch, mode));
  }

  private head(name: string, feature: Tensor2D, mode: Mode, mask: Tensor2D | null | undefined): Tensor2D {
    const { tf } = this.network.engine;
    const [rows, columns] = feature.shape;
    const thinned = mask ? tf.mul(feature, mask) : feature;
    const normalised = batchNorm(this.network, thinned.as4D(rows, 1, 1, columns), `${name}.bn`, mode).as2D(rows, columns);
    const weight = this.network.variable(`${name}.fc.weight`);
    const outputs = weight.size / columns;
    return tf.add(tf.matMul(normalised, weight.as2D(columns, outputs)), this.network.variable(`${name}.fc.bias`)).as2D(rows, outputs);
  }

  /** `background` holds one picture of the liver background for each lesion picture; null for Model-L. */
  forward(lesion: Tensor4D, background: Tensor4D | null, mode: Mode, masks: DropoutMasks | null = null): ModelOutput {
    const feature = this.features(lesion, 'lesion', mode);
    if (background === null) return { feature, logit: this.head('head', feature, mode, masks?.head), branches: null };
    const beside = this.features(background, 'background', mode);
    const joined = this.network.engine.tf.concat([feature, beside], 1).as2D(feature.shape[0], feature.shape[1] + beside.shape[1]);
    return {
      feature,
      logit: this.head('head', joined, mode, masks?.head),
      branches: { lesion: this.head('lesion.head', feature, mode, masks?.lesion), background: this.head('background.head', beside, mode, masks?.background) },
    };
  }

  dispose(): void {
    this.network.dispose();
  }
}
