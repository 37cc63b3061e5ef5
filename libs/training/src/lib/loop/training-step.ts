import { seededRandom } from '@echocohort/kernel';
import type { TrainingConfig } from '@echocohort/model';
import { augment } from '../data/augment.ts';
import { pictureBatch } from '../data/picture-batch.ts';
import type { LabelledImage } from '../data/training-image.ts';
import type { Scalar, Tensor, TensorEngine } from '../engine/tensor-engine.ts';
import type { Weights } from '../network/initial-weights.ts';
import type { ModelL } from '../network/model-l.ts';
import { featureCount, type ParameterShape } from '../network/parameter-names.ts';
import { Adam, gradientNorm } from './adam.ts';
import { dropoutMask } from './dropout-mask.ts';
import { batchHardTriplet, binaryCrossEntropy } from './losses.ts';

/** The losses of one step, before the weights changed. */
export interface StepLosses {
  readonly loss: number;
  readonly crossEntropy: number;
  readonly triplet: number;
}

/** Which step of a training this is; with the seed it decides everything random about it. */
export interface StepPlace {
  readonly epoch: number;
  readonly step: number;
}

const decays = ({ kind }: ParameterShape): boolean => kind === 'filter' || kind === 'weight';

/** Takes training steps: losses and gradients on the engine, the update in plain numbers. */
export class TrainingStep {
  readonly adam = new Adam();
  private readonly masters = new Map<string, Float32Array>();
  private readonly model: ModelL;
  private readonly config: TrainingConfig;

  constructor(model: ModelL, config: TrainingConfig, weights: Weights) {
    this.model = model;
    this.config = config;
    for (const { parameter } of model.network.trainable()) this.masters.set(parameter.name, (weights.get(parameter.name) ?? new Float32Array()).slice());
  }

  private get engine(): TensorEngine {
    return this.model.network.engine;
  }

  /** One step on a batch. A loss or gradient that is not finite leaves the weights as they were and answers a loss of NaN. */
  take(batch: readonly LabelledImage[], place: StepPlace, learningRate: number): StepLosses {
    const { losses, gradients } = this.gradients(batch, place);
    const norm = gradientNorm(gradients);
    if (!Number.isFinite(losses.loss + norm)) return { ...losses, loss: NaN };
    const trainable = this.model.network.trainable();
    const targets = trainable.map(({ parameter }, index) => ({ values: this.master(parameter.name), gradient: gradients[index] ?? new Float32Array(), decays: decays(parameter) }));
    this.adam.apply(targets, learningRate, this.config.weightDecay, Math.min(1, this.config.clipNorm / (norm + 1e-12)));
    const { tf } = this.engine;
    for (const { parameter, variable } of trainable) tf.tidy(() => variable.assign(tf.tensor(this.master(parameter.name), [...parameter.shape])));
    return losses;
  }

  private master(name: string): Float32Array {
    const values = this.masters.get(name);
    if (!values) throw new Error(`training holds no ${name}`);
    return values;
  }

  private pictures(batch: readonly LabelledImage[], { epoch, step }: StepPlace): Float32Array {
    const { augment: augments, imageSize, seed } = this.config;
    const views = batch.map(({ pixels }, index) => (augments ? augment(pixels, imageSize, seededRandom(`${seed}/augment ${epoch}/${step}/${index}`)) : pixels));
    return pictureBatch(views, imageSize);
  }

  /** Losses and gradients as plain numbers. They leave the tidy scope by the side: tfjs walks through whatever a scope returns. */
  private gradients(batch: readonly LabelledImage[], place: StepPlace): { losses: StepLosses; gradients: Float32Array[] } {
    const { tf } = this.engine;
    const variables = this.model.network.trainable().map(({ variable }) => variable);
    const gradients: Float32Array[] = [];
    const losses: number[] = [];
    tf.tidy(() => {
      const parts: Tensor[] = [];
      const { value, grads } = tf.variableGrads(() => this.loss(batch, place, parts), variables);
      losses.push(...[value, ...parts].flatMap((part) => [...part.dataSync()]));
      parts.forEach((part) => part.dispose());
      gradients.push(...variables.map(({ name }) => Float32Array.from(grads[name]?.dataSync() ?? [])));
    });
    const [loss = NaN, crossEntropy = NaN, triplet = NaN] = losses;
    return { losses: { loss, crossEntropy, triplet }, gradients };
  }

  /** The loss of a batch; its two parts are kept for the record. */
  private loss(batch: readonly LabelledImage[], place: StepPlace, parts: Tensor[]): Scalar {
    const { tf } = this.engine;
    const { imageSize, dropout, seed, tripletWeight, tripletMargin, width } = this.config;
    const pictures = tf.tensor4d(this.pictures(batch, place), [batch.length, imageSize, imageSize, 3]);
    const malignant = tf.tensor2d(batch.map((image) => (image.malignant ? 1 : 0)), [batch.length, 1]);
    const shape: [number, number] = [batch.length, featureCount(width)];
    const mask = dropout > 0 ? tf.tensor2d(dropoutMask(shape[0] * shape[1], dropout, `${seed}/dropout ${place.epoch}/${place.step}`), shape) : null;
    const { feature, logit } = this.model.forward(pictures, 'training', mask);
    const crossEntropy = binaryCrossEntropy(tf, logit, malignant);
    const triplet = batchHardTriplet(tf, feature, malignant, tripletMargin);
    parts.push(tf.keep(crossEntropy.clone()), tf.keep(triplet.clone()));
    return crossEntropy.add(triplet.mul(tripletWeight)).asScalar();
  }
}
