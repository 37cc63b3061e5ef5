import { ok, refuse, type Result } from '@echocohort/kernel';
import type { EpochRecord, ImageScore, RunRecord, TrainingConfig } from '@echocohort/model';
import { balancedBatches, batchesPerEpoch } from '../data/balanced-batches.ts';
import type { LabelledImage, TrainingImage } from '../data/training-image.ts';
import type { TensorEngine } from '../engine/tensor-engine.ts';
import { initialWeights, type Weights } from '../network/initial-weights.ts';
import { ModelL } from '../network/model-l.ts';
import { modelLParameters } from '../network/parameter-names.ts';
import { checkImages, type CheckedImages } from './check-images.ts';
import type { BestEpoch, TrainingCheckpoint } from './checkpoint.ts';
import { isBetter, validateInternally } from './internal-validation.ts';
import { learningRateAt } from './learning-rate.ts';
import { scoreImages } from './score-images.ts';
import { TrainingStep, type StepLosses } from './training-step.ts';

/** What a training is asked to do. */
export interface TrainingRequest {
  readonly engine: TensorEngine;
  readonly images: readonly TrainingImage[];
  readonly config: TrainingConfig;
  readonly onEpoch?: (record: EpochRecord) => void | Promise<void>;
  readonly onCheckpoint?: (checkpoint: TrainingCheckpoint) => void | Promise<void>;
  readonly resume?: TrainingCheckpoint;
  readonly signal?: AbortSignal;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

/** What a training leaves. */
export interface TrainedModel {
  readonly weights: Weights;
  readonly initial: Weights;
  readonly history: readonly EpochRecord[];
  readonly bestEpoch: number;
  readonly stopped: RunRecord['stopped'];
  readonly scores: readonly ImageScore[];
}

/** Lets messages, timers and a cancellation in between two steps: a step itself blocks. */
const breathe = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

interface EpochTotals extends StepLosses {
  readonly learningRate: number;
  readonly seconds: number;
  readonly images: number;
}

class Training {
  private readonly request: TrainingRequest;
  private readonly images: CheckedImages;
  private readonly model: ModelL;
  private readonly stepper: TrainingStep;
  private readonly now: () => number;
  private history: EpochRecord[];
  private best: BestEpoch | null;

  constructor(request: TrainingRequest, images: CheckedImages, model: ModelL, start: Weights) {
    this.request = request;
    this.images = images;
    this.model = model;
    this.stepper = new TrainingStep(model, request.config, start);
    this.now = request.now ?? ((): number => performance.now());
    this.history = [...(request.resume?.history ?? [])];
    this.best = request.resume?.best ?? null;
    if (request.resume) this.stepper.adam.restore(request.resume.adam);
  }

  async run(): Promise<Result<{ best: BestEpoch; history: EpochRecord[]; stopped: RunRecord['stopped'] }>> {
    const { config, resume } = this.request;
    let stopped: RunRecord['stopped'] = 'all-epochs';
    for (let epoch = (resume?.epoch ?? 0) + 1; epoch <= config.epochs; epoch++) {
      if (this.best && epoch - 1 - this.best.epoch >= config.patience) {
        stopped = 'no-better-internal-auc';
        break;
      }
      const totals = await this.epoch(epoch);
      if (!totals.ok) return totals;
      await this.close(epoch, totals.value);
    }
    return this.best ? ok({ best: this.best, history: this.history, stopped }) : refuse({ code: 'no-epoch', detail: 'The training ended before its first epoch.' });
  }

  private async epoch(epoch: number): Promise<Result<EpochTotals>> {
    const { config, signal } = this.request;
    const { batchSize, seed, epochs, learningRate: peak, warmUpEpochs } = config;
    const batches = balancedBatches(this.images.training, batchSize, seed, epoch);
    const perEpoch = batchesPerEpoch(this.images.training.length, batchSize);
    const schedule = { peak, warmUpSteps: Math.round(warmUpEpochs * perEpoch), steps: epochs * perEpoch };
    const started = this.now();
    const sums = { loss: 0, crossEntropy: 0, triplet: 0 };
    let learningRate = peak;
    for (const [step, batch] of batches.entries()) {
      await breathe();
      if (signal?.aborted) return refuse({ code: 'training-cancelled', detail: `The training was stopped in epoch ${epoch}.`, facts: { epoch, step } });
      learningRate = learningRateAt((epoch - 1) * perEpoch + step, schedule);
      const losses = this.stepper.take(batch, { epoch, step }, learningRate);
      if (!Number.isFinite(losses.loss)) return refuse({ code: 'loss-not-finite', detail: `The loss or its gradient in step ${step + 1} of epoch ${epoch} is no number; a smaller learning rate may help.`, facts: { epoch, step, lesions: lesionsOf(batch) } });
      sums.loss += losses.loss / batches.length;
      sums.crossEntropy += losses.crossEntropy / batches.length;
      sums.triplet += losses.triplet / batches.length;
    }
    return ok({ ...sums, learningRate, seconds: (this.now() - started) / 1000, images: batches.length * batchSize });
  }

  /** Validates, remembers the best, reports, and offers a checkpoint. */
  private async close(epoch: number, { seconds, images, ...losses }: EpochTotals): Promise<void> {
    const { config, onEpoch, onCheckpoint } = this.request;
    const validationStarted = this.now();
    const result = await validateInternally(this.model, this.images.all, config.imageSize);
    const weights = await this.model.network.read();
    if (isBetter(result, this.best?.result ?? null)) this.best = { epoch, result, weights };
    const spent = seconds + (this.now() - validationStarted) / 1000;
    const total = this.history.reduce((sum, record) => sum + record.seconds, spent);
    const record: EpochRecord = { epoch, epochs: config.epochs, ...losses, imagesPerSecond: images / Math.max(seconds, 1e-9), secondsLeft: (total / epoch) * (config.epochs - epoch), internalAuc: result.auc, seconds: spent };
    this.history = [...this.history, record];
    await onEpoch?.(record);
    if (this.best) await onCheckpoint?.({ epoch, weights, adam: this.stepper.adam.state(), best: this.best, history: this.history });
  }
}

const lesionsOf = (batch: readonly LabelledImage[]): string[] => [...new Set(batch.map(({ lesion }) => lesion))];

/** Trains Model-L and scores every picture with the weights of the best internal epoch. */
export async function trainModel(request: TrainingRequest): Promise<Result<TrainedModel>> {
  const { config, engine } = request;
  const images = checkImages(request.images, config);
  if (!images.ok) return images;
  const initial = initialWeights(modelLParameters(config.width), config.seed);
  const start = request.resume?.weights ?? initial;
  const model = new ModelL(engine, config.width);
  try {
    const loaded = model.network.load(start);
    if (!loaded.ok) return loaded;
    const outcome = await new Training(request, images.value, model, start).run();
    if (!outcome.ok) return outcome;
    const { best, history, stopped } = outcome.value;
    const restored = model.network.load(best.weights);
    if (!restored.ok) return restored;
    const scores = await scoreImages(model, request.images, config.imageSize);
    return ok({ weights: best.weights, initial, history, bestEpoch: best.epoch, stopped, scores });
  } finally {
    model.dispose();
  }
}
