import { ok, refuse, type Clock, type Refusal, type Result, type Sha256Hex } from '@echocohort/kernel';
import { trainingConfig, type EpochRecord, type TrainingConfig } from '@echocohort/model';
import { picturesInPlace, type PictureWork } from '../data/picture-work.ts';
import { fittingBatch, memoryNeed, type StepSize } from '../engine/memory-need.ts';
import { openEngine, type OpenedEngine } from '../engine/open-engine.ts';
import { lesionsOfFold } from '../folds/fold-plan.ts';
import { networkShape } from '../loop/train-model.ts';
import type { StepReport } from '../loop/training.ts';
import { initialWeights, sizeOf, type Weights } from '../network/initial-weights.ts';
import { networkParameters, type NetworkShape } from '../network/parameter-names.ts';
import { startFromFile } from '../network/weights-file.ts';
import { loadImages, type LoadedImages } from '../snapshot/load-images.ts';
import { readSnapshot, type LockedSnapshot, type SnapshotSource } from '../snapshot/read-snapshot.ts';
import { choicesOf } from '../snapshot/study-in-snapshot.ts';
import type { CheckpointSubject } from './checkpoint-file.ts';
import { weightsDigest } from './weights-digest.ts';

/** What is known when the first step is about to be taken. */
export interface TrainingStarted {
  readonly engine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly threads: number;
  readonly passedOver: OpenedEngine['passedOver'];
  readonly images: number;
  readonly lesions: number;
  /** Pictures cut by a drawn outline; the others by the stated fall-back. */
  readonly outlined: number;
  /** The epoch that is taken up again, or null at the beginning. */
  readonly resumedAt: { readonly epoch: number; readonly step: number } | null;
}

/** A training from a locked snapshot to a bundle: the same for the service and for the command line. */
export interface RunRequest {
  readonly runId: string;
  readonly source: SnapshotSource;
  readonly expectedRoot?: string;
  /** As given by a person or a job; checked here. */
  readonly config: unknown;
  readonly codeVersion: string;
  readonly sha256: Sha256Hex;
  readonly clock: Clock;
  /** Where pictures are decoded and augmented; in place where not given. */
  readonly work?: PictureWork;
  /** Reads the weights file that the configuration names. */
  readonly weightsFile?: (name: string) => Promise<Result<Uint8Array>>;
  readonly signal?: AbortSignal;
  readonly handBack?: AbortSignal;
  /** The bytes of an earlier checkpoint to go on from. */
  readonly resume?: Uint8Array;
  /** Bytes that the machine still has, and that the process takes. */
  readonly availableMemory?: () => number;
  readonly usedMemory?: () => number;
  readonly onImages?: (done: number, of: number) => void;
  readonly onStarted?: (started: TrainingStarted) => void | Promise<void>;
  readonly onStep?: (report: StepReport) => void;
  readonly onEpoch?: (record: EpochRecord) => void | Promise<void>;
  /** Keeps a checkpoint whole or refuses and leaves the one before. */
  readonly onCheckpoint?: (bytes: Uint8Array) => Promise<Result<unknown>>;
  readonly checkpointDue?: (since: { readonly steps: number; readonly seconds: number }) => boolean;
  readonly onWarning?: (refusal: Refusal) => void;
}

/** Everything that was settled before the first step. */
export interface PreparedRun {
  readonly config: TrainingConfig;
  readonly snapshot: LockedSnapshot;
  readonly loaded: LoadedImages;
  readonly opened: OpenedEngine;
  readonly shape: NetworkShape;
  readonly backgroundTypes: readonly string[];
  readonly initial: { readonly weights: Weights; readonly file: string | null; readonly taken: number };
  readonly subject: CheckpointSubject;
  readonly work: PictureWork;
}

function checkConfig(given: unknown): Result<TrainingConfig> {
  const config = trainingConfig.safeParse(given);
  if (config.success) return ok(config.data);
  const [issue] = config.error.issues;
  return refuse({ code: 'config-not-valid', detail: `The configuration cannot be used: ${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'not an object'}.`, field: issue?.path.join('.') || undefined });
}

/** The types of liver background that the study's item tells apart and that occur in training. */
function typesOf(snapshot: LockedSnapshot, config: TrainingConfig): Result<readonly string[]> {
  if (config.model === 'L') return ok([]);
  const known = new Set(snapshot.index.lesions.filter(({ set }) => set === 'training').flatMap(({ lesion }) => snapshot.answers.get(lesion)?.[config.backgroundItem] ?? []));
  const declared = choicesOf(snapshot.study, config.backgroundItem) ?? [...known].sort();
  if (known.size < 2) return refuse({ code: 'background-types-missing', detail: `The item ${config.backgroundItem} has ${known.size} different values among the training lesions; the background branch of Model-LB is supervised by it and needs two. Train Model-L, or name another item ("backgroundItem").`, field: config.backgroundItem });
  return ok(declared);
}

async function startingWeights(request: RunRequest, config: TrainingConfig, shape: NetworkShape): Promise<Result<PreparedRun['initial']>> {
  if (config.initWeights === null) return ok({ weights: initialWeights(networkParameters(shape), config.seed), file: null, taken: 0 });
  if (!request.weightsFile) return refuse({ code: 'weights-file-unreadable', detail: 'The configuration names a weights file, but this trainer has nowhere to read it from.' });
  const bytes = await request.weightsFile(config.initWeights);
  if (!bytes.ok) return bytes;
  const start = startFromFile(bytes.value, shape, config.seed);
  return start.ok ? ok({ ...start.value, file: request.sha256(bytes.value) }) : start;
}

/** Refuses a training that cannot fit into memory, and says the batch that would. */
function checkMemory({ config, shape, opened }: Pick<PreparedRun, 'config' | 'shape' | 'opened'>, available: number): Result<null> {
  const parameters = networkParameters(shape).reduce((sum, parameter) => sum + sizeOf(parameter.shape), 0);
  const size: StepSize = { width: shape.width, imageSize: shape.imageSize, batchSize: config.batchSize, branches: shape.model === 'L' ? 1 : 2, parameters };
  const batch = fittingBatch(opened.engine.name, size, available);
  if (batch >= config.batchSize || (batch === 0 && config.batchSize < 4)) return ok(null);
  const need = Math.round(memoryNeed(opened.engine.name, size) / 1e6);
  const way = batch === 0 ? 'not even a batch of 4 fits; choose a smaller picture or width' : `a batch of ${batch} would fit ("batchSize": ${batch}, "accumulate": ${Math.ceil(config.batchSize / batch)})`;
  return refuse({ code: 'memory-too-small', detail: `A batch of ${config.batchSize} needs about ${need} MB on ${opened.engine.name} and ${Math.round(available / 1e6)} MB are free; ${way}.`, facts: { batchSize: batch, needMb: need } });
}

/** The snapshot with the sets of the fold, where the training is one of several. */
const withFold = (snapshot: LockedSnapshot, config: TrainingConfig): LockedSnapshot =>
  config.fold === null ? snapshot : { ...snapshot, index: { ...snapshot.index, lesions: lesionsOfFold(snapshot.index.lesions, config.fold, snapshot.splitDigest) } };

/** Checks and reads everything but the pictures, which begin to arrive; the first thing that cannot be used refuses the whole, and nothing is written. */
export async function prepareRun(request: RunRequest): Promise<Result<PreparedRun>> {
  const { work = picturesInPlace } = request;
  const config = checkConfig(request.config);
  if (!config.ok) return config;
  const read = await readSnapshot(request.source, request.sha256, request.expectedRoot);
  if (!read.ok) return read;
  const snapshot = withFold(read.value, config.value);
  const types = typesOf(snapshot, config.value);
  if (!types.ok) return types;
  const shape = networkShape(config.value, types.value.length);
  const opened = await openEngine(config.value.engine);
  if (!opened.ok) return opened;
  const fits = checkMemory({ config: config.value, shape, opened: opened.value }, request.availableMemory?.() ?? Infinity);
  if (!fits.ok) return fits;
  const initial = await startingWeights(request, config.value, shape);
  if (!initial.ok) return initial;
  const loaded = loadImages(snapshot, config.value, types.value, work, request.onImages);
  if (!loaded.ok) return loaded;
  const { name, threads } = opened.value.engine;
  const subject: CheckpointSubject = { config: config.value, snapshotRoot: snapshot.root, engine: name, threads, shape, initialWeights: weightsDigest(networkParameters(shape), initial.value.weights, request.sha256) };
  return ok({ config: config.value, snapshot, loaded: loaded.value, opened: opened.value, shape, backgroundTypes: types.value, initial: initial.value, subject, work });
}
