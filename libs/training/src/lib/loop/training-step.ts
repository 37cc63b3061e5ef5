import type { TrainingConfig } from '@echocohort/model';
import type { PreparedBatch, StepPlace } from '../data/batch-feed.ts';
import type { Optimiser } from '../engine/optimiser.ts';
import { fourSizes } from '../engine/four-sizes.ts';
import type { NamedTensors, Repeated, Scalar, Tensor, Tensor2D, Tensor4D, TensorEngine } from '../engine/tensor-engine.ts';
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
  private readonly gradients: Repeated;

  /** `typeWeights`: weight of each type of liver background, so that rare ones count as much as frequent ones. */
  constructor(model: Model, config: TrainingConfig, typeWeights: readonly number[]) {
    this.model = model;
    this.config = config;
    this.typeWeights = typeWeights;
    const targets = model.network.trainable().map(({ parameter, variable }) => ({ variable, shape: parameter.shape, decays: decays(parameter) }));
    this.optimiser = this.engine.createOptimiser(config.optimiser, targets);
    this.gradients = this.engine.repeated((inputs) => this.compute(inputs), model.network.all());
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

  /** Losses of a batch; its gradients are added to the sums. */
  private addGradients(batch: PreparedBatch, place: StepPlace, part: number, sums: Tensor[]): StepLosses {
    const { tf } = this.engine;
    const inputs = this.inputs(batch, place, part);
    const [losses, ...gradients] = this.gradients.run(inputs);
    Object.values(inputs).forEach((tensor) => tensor.dispose());
    const [loss = NaN, crossEntropy = NaN, triplet = NaN, lesionBranch = 0, backgroundBranch = 0] = losses?.dataSync() ?? [];
    losses?.dispose();
    for (const [index, gradient] of gradients.entries()) {
      const before = sums[index];
      sums[index] = before ? tf.add(before, gradient) : gradient;
      if (before) [before, gradient].forEach((tensor) => tensor.dispose());
    }
    return { loss, crossEntropy, triplet, lesionBranch, backgroundBranch };
  }

  /** Everything about a batch that differs from step to step; nothing else may, because the engine repeats one computation. */
  private inputs({ images, lesion, background }: PreparedBatch, place: StepPlace, part: number): NamedTensors {
    const { tf } = this.engine;
    const { imageSize: side, classWeights } = this.config;
    const rows = images.length;
    const malignant = images.map((image) => image.malignant);
    const weighted = classWeights.malignant !== 1 || classWeights.benign !== 1;
    return {
      lesion: tf.tensor4d(lesion, [rows, side, side, 3]),
      malignant: tf.tensor2d(malignant.map(Number), [rows, 1]),
      ...(weighted ? { weights: tf.tensor2d(malignant.map((yes) => (yes ? classWeights.malignant : classWeights.benign)), [rows, 1]) } : {}),
      ...(background === null ? {} : { background: tf.tensor4d(background, [rows, side, side, 3]), ...this.typeTargets(images.map(({ backgroundType }) => backgroundType)) }),
      ...this.masks(rows, place, part),
    };
  }

  private masks(rows: number, place: StepPlace, part: number): NamedTensors {
    const { dropout, seed } = this.config;
    if (dropout === 0) return {};
    const { shape } = this.model;
    const mask = (name: string, columns: number): Tensor2D => this.engine.tf.tensor2d(dropoutMask(rows * columns, dropout, `${seed}/dropout ${name} ${place.epoch}/${place.step}/${part}`), [rows, columns]);
    const single = featureCount(shape.width);
    return { headMask: mask('head', headFeatures(shape)), ...(shape.model === 'LB' ? { lesionMask: mask('lesion', single), backgroundMask: mask('background', single) } : {}) };
  }

  /** The weight of its type in the column of each row's type, and how many rows have one. */
  private typeTargets(types: readonly (number | null)[]): NamedTensors {
    const { tf } = this.engine;
    const columns = this.model.shape.backgroundTypes;
    const targets = new Float32Array(types.length * columns);
    for (const [row, type] of types.entries()) if (type !== null) targets[row * columns + type] = this.typeWeights[type] ?? 1;
    return { types: tf.tensor2d(targets, [types.length, columns]), typed: tf.scalar(Math.max(1, types.filter((type) => type !== null).length)) };
  }

  /** The losses in one tensor, then the gradient of each parameter. */
  private compute(inputs: NamedTensors): Tensor[] {
    const { tf } = this.engine;
    const variables = this.model.network.trainable().map(({ variable }) => variable);
    const parts: Tensor[] = [];
    const { value, grads } = tf.variableGrads(() => this.loss(inputs, parts), variables);
    const losses = tf.stack([value, ...parts].map((tensor) => tensor.asScalar()));
    parts.forEach((tensor) => tensor.dispose());
    const gradients = variables.map(({ name }) => {
      const gradient = grads[name];
      if (!gradient) throw new Error(`no gradient reaches ${name}`);
      return gradient;
    });
    return [losses, ...gradients];
  }

  /** The loss of a batch; its parts are kept for the record. */
  private loss(inputs: NamedTensors, parts: Tensor[]): Scalar {
    const { tf } = this.engine;
    const { tripletWeight, tripletMargin, lesionBranchWeight, backgroundBranchWeight } = this.config;
    const { types, typed } = inputs;
    const malignant = matrix(inputs['malignant']);
    const weights = inputs['weights'] ? matrix(inputs['weights']) : null;
    const keep = (tensor: Tensor): Tensor => {
      parts.push(tf.keep(tensor.clone()));
      return tensor;
    };
    const { feature, logit, branches } = this.model.forward(pictures(inputs['lesion']), inputs['background'] ? pictures(inputs['background']) : null, 'training', masksOf(inputs));
    const crossEntropy = keep(binaryCrossEntropy(tf, logit, malignant, weights));
    const triplet = keep(batchHardTriplet(tf, feature, malignant, tripletMargin));
    const loss = crossEntropy.add(triplet.mul(tripletWeight));
    if (!branches || !types || !typed) return loss.asScalar();
    const lesion = keep(binaryCrossEntropy(tf, branches.lesion, malignant, weights));
    const type = keep(typeCrossEntropy(tf, branches.background, matrix(types), typed));
    return loss.add(lesion.mul(lesionBranchWeight)).add(type.mul(backgroundBranchWeight)).asScalar();
  }

  dispose(): void {
    this.gradients.dispose();
    this.optimiser.dispose();
  }
}

function pictures(tensor: Tensor | undefined): Tensor4D {
  if (!tensor) throw new Error('a step has pictures');
  return tensor.as4D(...fourSizes(tensor));
}

function matrix(tensor: Tensor | undefined): Tensor2D {
  const [rows, columns] = tensor?.shape ?? [];
  if (!tensor || rows === undefined || columns === undefined) throw new Error('a step has outcomes by row');
  return tensor.as2D(rows, columns);
}

function masksOf({ headMask, lesionMask, backgroundMask }: NamedTensors): DropoutMasks | null {
  return headMask ? { head: matrix(headMask), lesion: lesionMask ? matrix(lesionMask) : null, background: backgroundMask ? matrix(backgroundMask) : null } : null;
}

function meanLosses(losses: readonly StepLosses[]): StepLosses {
  const mean = (of: (losses: StepLosses) => number): number => losses.reduce((sum, entry) => sum + of(entry), 0) / losses.length;
  return { loss: mean(({ loss }) => loss), crossEntropy: mean(({ crossEntropy }) => crossEntropy), triplet: mean(({ triplet }) => triplet), lesionBranch: mean(({ lesionBranch }) => lesionBranch), backgroundBranch: mean(({ backgroundBranch }) => backgroundBranch) };
}
