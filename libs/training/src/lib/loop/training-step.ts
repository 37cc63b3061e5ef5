import type { TrainingConfig } from '@echocohort/model';
import type { PreparedBatch, StepPlace } from '../data/batch-feed.ts';
import type { Optimiser } from '../engine/optimiser.ts';
import type { Scalar, Tensor, Tensor2D, Tensor4D, TensorEngine } from '../engine/tensor-engine.ts';
import type { DropoutMasks, Model } from '../network/model.ts';
import { featureCount, headFeatures, type ParameterShape } from '../network/parameter-names.ts';
import { dropoutMask } from './dropout-mask.ts';
import { batchHardTriplet, binaryCrossEntropy, typeCrossEntropy } from './losses.ts';

/** The losses of one step, before the weights changed; those of the branches are 0 in Model-L. */
export interface StepLosses {
  readonly loss: number;
  readonly crossEntropy: number;
  readonly triplet: number;
  readonly lesionBranch: number;
  readonly backgroundBranch: number;
}

const decays = ({ kind }: ParameterShape): boolean => kind === 'filter' || kind === 'weight';

/** Takes training steps on an engine. */
export class TrainingStep {
  readonly optimiser: Optimiser;
  private readonly model: Model;
  private readonly config: TrainingConfig;
  private readonly typeWeights: readonly number[];

  /** `typeWeights`: weight of each type of liver background, so that rare ones count as much as frequent ones. */
  constructor(model: Model, config: TrainingConfig, typeWeights: readonly number[]) {
    this.model = model;
    this.config = config;
    this.typeWeights = typeWeights;
    const targets = model.network.trainable().map(({ parameter, variable }) => ({ variable, shape: parameter.shape, decays: decays(parameter) }));
    this.optimiser = this.engine.createOptimiser(config.optimiser, targets);
  }

  private get engine(): TensorEngine {
    return this.model.network.engine;
  }

  /** One step on its batches. A loss or gradient that is not finite leaves the weights as they were and answers a loss of NaN. */
  take(batches: readonly PreparedBatch[], place: StepPlace, learningRate: number): StepLosses {
    const sums: Tensor[] = [];
    const losses: StepLosses[] = [];
    try {
      for (const [part, batch] of batches.entries()) losses.push(this.addGradients(batch, place, part, sums));
      const mean = meanLosses(losses);
      const norm = this.optimiser.norm(sums) / batches.length;
      if (!Number.isFinite(mean.loss + norm)) return { ...mean, loss: NaN };
      const { weightDecay, momentum, clipNorm } = this.config;
      const clipped = Math.min(1, clipNorm / (norm + 1e-12));
      this.optimiser.apply(sums, { learningRate, weightDecay, momentum, scale: clipped / batches.length });
      return mean;
    } finally {
      sums.forEach((sum) => sum.dispose());
    }
  }

  /** Losses of a batch; its gradients are added to the sums. They leave the tidy scope by the side: tfjs walks through whatever a scope returns. */
  private addGradients(batch: PreparedBatch, place: StepPlace, part: number, sums: Tensor[]): StepLosses {
    const { tf } = this.engine;
    const variables = this.model.network.trainable().map(({ variable }) => variable);
    const numbers: number[] = [];
    tf.tidy(() => {
      const parts: Tensor[] = [];
      const { value, grads } = tf.variableGrads(() => this.loss(batch, place, part, parts), variables);
      numbers.push(...tf.stack([value, ...parts].map((tensor) => tensor.asScalar())).dataSync());
      parts.forEach((tensor) => tensor.dispose());
      for (const [index, { name }] of variables.entries()) {
        const gradient = grads[name];
        if (!gradient) throw new Error(`no gradient reaches ${name}`);
        const before = sums[index];
        sums[index] = tf.keep(before ? tf.add(before, gradient) : gradient);
        before?.dispose();
      }
    });
    const [loss = NaN, crossEntropy = NaN, triplet = NaN, lesionBranch = 0, backgroundBranch = 0] = numbers;
    return { loss, crossEntropy, triplet, lesionBranch, backgroundBranch };
  }

  private pictures(values: Float32Array, count: number): Tensor4D {
    const side = this.config.imageSize;
    return this.engine.tf.tensor4d(values, [count, side, side, 3]);
  }

  private masks(rows: number, place: StepPlace, part: number): DropoutMasks | null {
    const { dropout, seed } = this.config;
    if (dropout === 0) return null;
    const { shape } = this.model;
    const mask = (name: string, columns: number): Tensor2D => this.engine.tf.tensor2d(dropoutMask(rows * columns, dropout, `${seed}/dropout ${name} ${place.epoch}/${place.step}/${part}`), [rows, columns]);
    const single = featureCount(shape.width);
    const two = shape.model === 'LB';
    return { head: mask('head', headFeatures(shape)), lesion: two ? mask('lesion', single) : null, background: two ? mask('background', single) : null };
  }

  /** The loss of a batch; its parts are kept for the record. */
  private loss(batch: PreparedBatch, place: StepPlace, part: number, parts: Tensor[]): Scalar {
    const { tf } = this.engine;
    const { images } = batch;
    const { tripletWeight, tripletMargin, classWeights, lesionBranchWeight, backgroundBranchWeight } = this.config;
    const rows = images.length;
    const malignant = tf.tensor2d(images.map((image) => (image.malignant ? 1 : 0)), [rows, 1]);
    const weights = classWeights.malignant === 1 && classWeights.benign === 1 ? null : tf.tensor2d(images.map((image) => (image.malignant ? classWeights.malignant : classWeights.benign)), [rows, 1]);
    const keep = (tensor: Tensor): Tensor => {
      parts.push(tf.keep(tensor.clone()));
      return tensor;
    };
    const background = batch.background === null ? null : this.pictures(batch.background, rows);
    const { feature, logit, branches } = this.model.forward(this.pictures(batch.lesion, rows), background, 'training', this.masks(rows, place, part));
    const crossEntropy = keep(binaryCrossEntropy(tf, logit, malignant, weights));
    const triplet = keep(batchHardTriplet(tf, feature, malignant, tripletMargin));
    const loss = crossEntropy.add(triplet.mul(tripletWeight));
    if (!branches) return loss.asScalar();
    const lesion = keep(binaryCrossEntropy(tf, branches.lesion, malignant, weights));
    const type = keep(this.typeLoss(branches.background, images.map(({ backgroundType }) => backgroundType)));
    return loss.add(lesion.mul(lesionBranchWeight)).add(type.mul(backgroundBranchWeight)).asScalar();
  }

  private typeLoss(logits: Tensor2D, types: readonly (number | null)[]): Tensor {
    const columns = logits.shape[1];
    const targets = new Float32Array(types.length * columns);
    for (const [row, type] of types.entries()) if (type !== null) targets[row * columns + type] = this.typeWeights[type] ?? 1;
    return typeCrossEntropy(this.engine.tf, logits, this.engine.tf.tensor2d(targets, [types.length, columns]), types.filter((type) => type !== null).length);
  }

  dispose(): void {
    this.optimiser.dispose();
  }
}

function meanLosses(losses: readonly StepLosses[]): StepLosses {
  const mean = (of: (losses: StepLosses) => number): number => losses.reduce((sum, entry) => sum + of(entry), 0) / losses.length;
  return { loss: mean(({ loss }) => loss), crossEntropy: mean(({ crossEntropy }) => crossEntropy), triplet: mean(({ triplet }) => triplet), lesionBranch: mean(({ lesionBranch }) => lesionBranch), backgroundBranch: mean(({ backgroundBranch }) => backgroundBranch) };
}
