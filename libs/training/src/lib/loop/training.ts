import { ok, refuse, type Result } from '@echocohort/kernel';
import type { EpochRecord, RunRecord } from '@echocohort/model';
import { balancedBatches } from '../data/balanced-batches.ts';
import { feedSteps, type PreparedBatch, type StepPlace } from '../data/batch-feed.ts';
import { allThere, picturesThere, type PictureArrival } from '../data/picture-arrival.ts';
import type { PictureWork } from '../data/picture-work.ts';
import type { LabelledImage } from '../data/training-image.ts';
import { fittingBatch, isOutOfMemory } from '../engine/memory-need.ts';
import { sizeOf, type Weights } from '../network/initial-weights.ts';
import type { Model } from '../network/model.ts';
import type { CheckedImages } from './check-images.ts';
import { NO_SUMS, type BestEpoch, type EpochSums, type TrainingCheckpoint } from './checkpoint.ts';
import { epochsSinceHighest, isKept, validateInternally, type InternalResult } from './internal-validation.ts';
import { learningRateAt } from './learning-rate.ts';
import type { TrainingRequest } from './train-model.ts';
import { TrainingStep, type StepLosses } from './training-step.ts';
import { averagedWeights, averagingWindow } from './weight-average.ts';

/** Where a training stands after a step. */
export interface StepReport {
  readonly epoch: number;
  readonly epochs: number;
  /** Steps taken of the epoch. */
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  /** Seconds of this step on the engine, and with waiting for its pictures. */
  readonly engineSeconds: number;
  readonly seconds: number;
}

/** Lets messages, timers and a cancellation in between two steps: a step itself blocks. */
const breathe = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

const lesionsOf = (batches: readonly PreparedBatch[]): string[] => [...new Set(batches.flatMap(({ images }) => images.map(({ lesion }) => lesion)))];

/** Weights of the types of liver background: each type counts the same, however rare. Types never seen weigh nothing. */
export function typeWeights(images: readonly LabelledImage[], types: number): number[] {
  const counts = Array.from({ length: types }, (_, type) => images.filter(({ backgroundType }) => backgroundType === type).length);
  const present = counts.filter((count) => count > 0).length;
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (count === 0 ? 0 : all / (present * count)));
}

/** One training on its way: epochs, validation, checkpoints. */
export class Training {
  private readonly request: TrainingRequest;
  private readonly images: CheckedImages;
  private readonly model: Model;
  private readonly stepper: TrainingStep;
  private readonly epochs: number;
  private readonly work: PictureWork;
  private readonly arrival: PictureArrival;
  private readonly now: () => number;
  private history: EpochRecord[];
  private best: BestEpoch | null;
  private average: Weights | null;
  private kept: number;
  private stepsSince = 0;
  /** Whether the time limit ended an epoch before its last step. */
  private cutShort = false;

  constructor(request: TrainingRequest, images: CheckedImages, model: Model, { epochs, work }: { epochs: number; work: PictureWork }) {
    this.request = request;
    this.images = images;
    this.model = model;
    this.epochs = epochs;
    this.work = work;
    this.arrival = request.arrival ?? picturesThere;
    this.stepper = new TrainingStep(model, request.config, typeWeights(images.training, model.shape.backgroundTypes));
    this.now = request.now ?? ((): number => performance.now());
    this.history = [...(request.resume?.history ?? [])];
    this.best = request.resume?.best ?? null;
    this.average = request.resume?.average ?? null;
    this.kept = this.now();
    if (request.resume) this.stepper.optimiser.restore(request.resume.optimiser);
  }

  async run(): Promise<Result<{ best: BestEpoch; history: EpochRecord[]; stopped: RunRecord['stopped'] }>> {
    try {
      return await this.allEpochs();
    } finally {
      this.stepper.dispose();
    }
  }

  private async allEpochs(): Promise<Result<{ best: BestEpoch; history: EpochRecord[]; stopped: RunRecord['stopped'] }>> {
    const { resume } = this.request;
    let begun = resume && resume.step > 0 ? { step: resume.step, sums: resume.sums } : { step: 0, sums: NO_SUMS };
    for (let epoch = (resume?.epoch ?? 0) + 1; epoch <= this.epochs; epoch++) {
      const stopped = begun.step === 0 ? this.reasonToStop() : null;
      if (this.best && stopped) return ok({ best: this.best, history: this.history, stopped });
      const sums = await this.epoch(epoch, begun.step, begun.sums);
      if (!sums.ok) return sums;
      const there = await allThere(this.arrival, this.images.all);
      if (!there.ok) return there;
      await this.close(epoch, sums.value);
      begun = { step: 0, sums: NO_SUMS };
    }
    return this.best ? ok({ best: this.best, history: this.history, stopped: this.cutShort ? 'time-budget' : 'all-epochs' }) : refuse({ code: 'no-epoch', detail: 'The training ended before its first epoch.' });
  }

  /** Why no further epoch begins, if so. */
  private reasonToStop(): RunRecord['stopped'] | null {
    if (!this.best) return null;
    if (epochsSinceHighest(this.history) >= this.request.config.patience) return 'no-better-internal-auc';
    return this.timeShare(0) >= 1 ? 'time-budget' : null;
  }

  /** How much of the time that the training may take is over, with the seconds of the epoch under way; 0 where no limit is set. */
  private timeShare(seconds: number): number {
    const { minutes } = this.request.config;
    return minutes === null ? 0 : (this.spent() + seconds) / (60 * minutes);
  }

  private spent(): number {
    return this.history.reduce((sum, { seconds }) => sum + seconds, 0);
  }

  /** The batches of an epoch, grouped into steps. */
  private steps(epoch: number): LabelledImage[][][] {
    const { batchSize, seed, accumulate } = this.request.config;
    const batches = balancedBatches(this.images.training, batchSize, seed, epoch);
    return Array.from({ length: Math.ceil(batches.length / accumulate) }, (_, step) => batches.slice(step * accumulate, (step + 1) * accumulate));
  }

  private async epoch(epoch: number, from: number, begun: EpochSums): Promise<Result<EpochSums>> {
    const { config } = this.request;
    const steps = this.steps(epoch);
    const schedule = { peak: config.learningRate, warmUpSteps: Math.round(config.warmUpEpochs * steps.length), steps: this.epochs * steps.length };
    let sums = begun;
    let started = this.now();
    for await (const { step, batches } of feedSteps(steps, epoch, from, { work: this.work, arrival: this.arrival, config, backgrounds: this.images.backgrounds })) {
      await breathe();
      const halted = await this.halted({ epoch, step }, sums);
      if (halted) return halted;
      const before = this.now();
      const losses = this.take(batches, { epoch, step }, learningRateAt(Math.max((epoch - 1) * steps.length + step, this.timeShare(sums.seconds) * schedule.steps), schedule));
      if (!losses.ok) return losses;
      const after = this.now();
      sums = added(sums, losses.value, steps.length, { engineSeconds: (after - before) / 1000, seconds: (after - started) / 1000 });
      this.request.onStep?.({ epoch, epochs: this.epochs, step: step + 1, steps: steps.length, loss: losses.value.loss, engineSeconds: (after - before) / 1000, seconds: (after - started) / 1000 });
      started = after;
      this.stepsSince++;
      if (step + 1 < steps.length && this.timeShare(sums.seconds) >= 1) {
        this.cutShort = true;
        return ok(asWholeEpoch(sums, steps.length / (step + 1)));
      }
      if (step + 1 < steps.length && this.request.checkpointDue?.({ steps: this.stepsSince, seconds: (after - this.kept) / 1000 })) await this.keep({ epoch: epoch - 1, step: step + 1, sums }, await this.model.network.read());
    }
    return ok(sums);
  }

  /** Whether the training stops here: because a picture cannot be used, or because somebody wants it, for good or to be taken up again. */
  private async halted({ epoch, step }: StepPlace, sums: EpochSums): Promise<Result<never> | null> {
    const { signal, handBack } = this.request;
    const missing = this.arrival.refusal();
    if (missing) return refuse(missing);
    if (signal?.aborted) return refuse({ code: 'training-cancelled', detail: `The training was stopped in epoch ${epoch}.`, facts: { epoch, step } });
    if (!handBack?.aborted) return null;
    const kept = await this.keep({ epoch: epoch - 1, step, sums }, await this.model.network.read());
    return refuse({ code: 'training-handed-back', detail: `The training was interrupted in epoch ${epoch} after ${step} steps; ${kept ? 'it can be taken up again from there' : 'its checkpoint could not be written, the one before stays'}.`, facts: { epoch, step } });
  }

  private take(batches: readonly PreparedBatch[], place: StepPlace, learningRate: number): Result<StepLosses> {
    try {
      const losses = this.stepper.take(batches, place, learningRate);
      if (Number.isFinite(losses.loss)) return ok(losses);
      return refuse({ code: 'loss-not-finite', detail: `The loss or its gradient in step ${place.step + 1} of epoch ${place.epoch} is no number (lesions ${lesionsOf(batches).join(', ')}); the last checkpoint stays. A smaller learning rate may help.`, facts: { ...place, lesions: lesionsOf(batches) } });
    } catch (error) {
      if (isOutOfMemory(error)) return this.outOfMemory(place);
      throw error;
    }
  }

  private outOfMemory(place: StepPlace): Result<never> {
    const { config, engine } = this.request;
    const { width, imageSize, model } = this.model.shape;
    const size = { width, imageSize, batchSize: config.batchSize, branches: model === 'L' ? 1 as const : 2 as const, parameters: this.model.network.parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0) };
    const half = 2 * Math.floor(config.batchSize / 4);
    const batch = Math.min(half, fittingBatch(engine.name, size, this.request.memory?.() ?? Infinity) || half);
    return refuse({ code: 'out-of-memory', detail: `The engine ran out of memory in step ${place.step + 1} of epoch ${place.epoch} with batches of ${config.batchSize}; ${batch >= 4 ? `batches of ${batch} should fit ("batchSize": ${batch}, "accumulate": ${Math.ceil(config.batchSize / batch)})` : 'use a smaller picture or width'}.`, facts: { ...place, batchSize: batch } });
  }

  /** Keeps a checkpoint; answers whether it was kept. */
  private async keep(place: Pick<TrainingCheckpoint, 'epoch' | 'step' | 'sums'>, weights: Weights): Promise<boolean> {
    const { onCheckpoint, onWarning, resume } = this.request;
    if (!onCheckpoint) return false;
    const outcome = await onCheckpoint({ ...place, weights, average: this.average, optimiser: this.stepper.optimiser.state(), best: this.best, history: this.history, resumed: resume ? resume.resumed + 1 : 0 });
    this.kept = this.now();
    this.stepsSince = 0;
    if (!outcome.ok) onWarning?.(outcome.refusal);
    return outcome.ok;
  }

  /** Scores the internal set by the running mean of the weights; the network itself goes on with its own. */
  private async validate(epoch: number, weights: Weights): Promise<{ result: InternalResult; validated: Weights }> {
    const { averageEpochs, normalise } = this.request.config;
    const window = averagingWindow(averageEpochs, this.epochs);
    const validated = averagedWeights(this.average, weights, epoch, window);
    this.average = window === 1 ? null : validated;
    const { network } = this.model;
    const change = validated === weights ? ok(null) : network.load(validated);
    const result = await validateInternally(this.model, validated, this.images.all, normalise, this.work);
    const back = validated === weights ? ok(null) : network.load(weights);
    if (!change.ok || !back.ok) throw new Error('the mean of a network\'s weights does not fit the network');
    return { result, validated };
  }

  /** Validates, remembers the best, reports, and keeps a checkpoint. */
  private async close(epoch: number, { seconds, engineSeconds, lesionBranch, backgroundBranch, ...losses }: EpochSums): Promise<void> {
    const { config, onEpoch } = this.request;
    const started = this.now();
    const weights = await this.model.network.read();
    const { result, validated } = await this.validate(epoch, weights);
    if (isKept([...this.history, { epoch, internalAuc: result.auc, internalLower: result.lower }])) this.best = { epoch, result, weights: validated };
    const spent = seconds + (this.now() - started) / 1000;
    const steps = this.steps(epoch).flat();
    const two = this.model.shape.model === 'LB';
    const record: EpochRecord = {
      epoch, epochs: this.epochs, ...losses, lesionBranch: two ? lesionBranch : null, backgroundBranch: two ? backgroundBranch : null,
      learningRate: learningRateAt(epoch, { peak: config.learningRate, warmUpSteps: config.warmUpEpochs, steps: this.epochs }),
      imagesPerSecond: (steps.length * config.batchSize) / Math.max(seconds, 1e-9), engineShare: Math.min(1, engineSeconds / Math.max(seconds, 1e-9)),
      memoryMb: this.request.memory ? Math.round(this.request.memory() / 1e6) : null,
      secondsLeft: ((this.spent() + spent) / epoch) * (this.epochs - epoch), internalAuc: result.auc, internalLower: result.lower, internalUpper: result.upper, seconds: spent,
    };
    this.history = [...this.history, record];
    await onEpoch?.(record);
    await this.keep({ epoch, step: 0, sums: NO_SUMS }, weights);
  }
}

/** The mean losses of an epoch that the time limit cut short. */
function asWholeEpoch({ seconds, engineSeconds, ...losses }: EpochSums, factor: number): EpochSums {
  const { loss, crossEntropy, triplet, lesionBranch, backgroundBranch } = losses;
  return { seconds, engineSeconds, loss: loss * factor, crossEntropy: crossEntropy * factor, triplet: triplet * factor, lesionBranch: lesionBranch * factor, backgroundBranch: backgroundBranch * factor };
}

function added(sums: EpochSums, losses: StepLosses, steps: number, { engineSeconds, seconds }: { engineSeconds: number; seconds: number }): EpochSums {
  return {
    loss: sums.loss + losses.loss / steps, crossEntropy: sums.crossEntropy + losses.crossEntropy / steps, triplet: sums.triplet + losses.triplet / steps,
    lesionBranch: sums.lesionBranch + losses.lesionBranch / steps, backgroundBranch: sums.backgroundBranch + losses.backgroundBranch / steps,
    engineSeconds: sums.engineSeconds + engineSeconds, seconds: sums.seconds + seconds,
  };
}
