import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import { plannedEpochs, type EpochRecord, type RunRecord, type TrainingConfig } from '@echocohort/model';
import { allThere, picturesThere, type PictureArrival } from '../data/picture-arrival.ts';
import { picturesInPlace, type PictureWork } from '../data/picture-work.ts';
import type { TrainingImage } from '../data/training-image.ts';
import type { TensorEngine } from '../engine/tensor-engine.ts';
import { initialWeights, type Weights } from '../network/initial-weights.ts';
import { Model } from '../network/model.ts';
import { networkParameters, type NetworkShape } from '../network/parameter-names.ts';
import { checkImages, internalSetWarning } from './check-images.ts';
import type { TrainingCheckpoint } from './checkpoint.ts';
import { scoreImages, type ScoredImage } from './score-images.ts';
import { Training, type StepReport } from './training.ts';

/** What a training is asked to do. */
export interface TrainingRequest {
  readonly engine: TensorEngine;
  readonly images: readonly TrainingImage[];
  /** How the pictures come where they are not all there yet. No epoch ends before every one of them is. */
  readonly arrival?: PictureArrival;
  readonly config: TrainingConfig;
  /** How many types of liver background the pictures' `backgroundType` counts through; 0 for Model-L. */
  readonly backgroundTypes?: number;
  /** Weights to begin with; He's initialisation where there are none. */
  readonly initial?: Weights;
  readonly work?: PictureWork;
  readonly onStep?: (report: StepReport) => void;
  readonly onEpoch?: (record: EpochRecord) => void | Promise<void>;
  /** Keeps a checkpoint; a refusal (a full disk) is told to `onWarning` and the training goes on; so is an internal set of one class. */
  readonly onCheckpoint?: (checkpoint: TrainingCheckpoint) => Promise<Result<unknown>> | Result<unknown>;
  readonly onWarning?: (warning: Refusal) => void;
  /** When a checkpoint is due inside an epoch; one is kept at the end of every epoch. */
  readonly checkpointDue?: (since: { readonly steps: number; readonly seconds: number }) => boolean;
  readonly resume?: TrainingCheckpoint;
  /** Stops between two steps and keeps nothing. */
  readonly signal?: AbortSignal;
  /** Stops between two steps after keeping a checkpoint: the training will be taken up again. */
  readonly handBack?: AbortSignal;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
  /** Bytes that the process takes now. */
  readonly memory?: () => number;
}

/** What a training leaves. */
export interface TrainedModel {
  readonly shape: NetworkShape;
  readonly weights: Weights;
  readonly initial: Weights;
  readonly history: readonly EpochRecord[];
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly resumed: number;
  readonly stopped: RunRecord['stopped'];
  readonly scores: readonly ScoredImage[];
}

/** The network that a configuration describes. */
export const networkShape = ({ model, width, imageSize, dropout }: TrainingConfig, backgroundTypes: number): NetworkShape => ({ model: model === 'L' ? 'L' : 'LB', width, imageSize, dropout, backgroundTypes: model === 'L' ? 0 : Math.max(2, backgroundTypes) });

/** A network as a training would begin with it, without training: to measure inference, and to try an export. */
export function startingNetwork(config: TrainingConfig, backgroundTypes = 2): { readonly shape: NetworkShape; readonly weights: Weights } {
  const shape = networkShape(config, backgroundTypes);
  return { shape, weights: initialWeights(networkParameters(shape), config.seed) };
}

/** Trains Model-L or Model-LB and scores every lesion picture with the weights of the best internal epoch. */
export async function trainModel(request: TrainingRequest): Promise<Result<TrainedModel>> {
  const { config, engine, resume, work = picturesInPlace } = request;
  const images = checkImages(request.images, config);
  if (!images.ok) return images;
  const warning = internalSetWarning(request.images);
  if (warning) request.onWarning?.(warning);
  const shape = networkShape(config, request.backgroundTypes ?? 0);
  const initial = request.initial ?? initialWeights(networkParameters(shape), config.seed);
  const epochs = plannedEpochs(config, images.value.training.length);
  const model = new Model(engine, shape);
  try {
    const loaded = model.network.load(resume?.weights ?? initial);
    if (!loaded.ok) return loaded;
    const outcome = await new Training(request, images.value, model, { epochs, work }).run();
    if (!outcome.ok) return outcome;
    const there = await allThere(request.arrival ?? picturesThere, request.images);
    if (!there.ok) return there;
    const { best, history, stopped } = outcome.value;
    const restored = model.network.load(best.weights);
    if (!restored.ok) return restored;
    const scores = await scoreImages(model, best.weights, request.images, config.normalise, work);
    if (scores.some(({ score }) => !Number.isFinite(score))) return refuse({ code: 'score-not-finite', detail: 'The trained network gives scores that are no numbers.' });
    return ok({ shape, weights: best.weights, initial, history, epochs, bestEpoch: best.epoch, resumed: resume ? resume.resumed + 1 : 0, stopped, scores });
  } finally {
    model.dispose();
  }
}
