import { ok, refuse, type Clock, type Result, type Sha256Hex } from '@echocohort/kernel';
import { lesionScores, metricsOf, trainingConfig, type EpochRecord, type Outcomes, type RunRecord, type TrainingConfig } from '@echocohort/model';
import type { TrainingImage } from '../data/training-image.ts';
import { openEngine, type OpenedEngine } from '../engine/open-engine.ts';
import { trainModel, type TrainedModel } from '../loop/train-model.ts';
import { sizeOf } from '../network/initial-weights.ts';
import { modelLParameters } from '../network/parameter-names.ts';
import { loadImages } from '../snapshot/load-images.ts';
import { readSnapshot, type LockedSnapshot, type SnapshotSource } from '../snapshot/read-snapshot.ts';
import { readCheckpoint, writeCheckpoint, type CheckpointSubject } from './checkpoint-file.ts';
import { saveLayersModel } from './layers-model.ts';
import { modelBundle, type ModelBundle } from './model-bundle.ts';
import { weightsDigest } from './weights-digest.ts';

/** What is known when the first step is about to be taken. */
export interface TrainingStarted {
  readonly engine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly threads: number;
  readonly passedOver: OpenedEngine['passedOver'];
  readonly images: number;
  readonly lesions: number;
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
  readonly signal?: AbortSignal;
  /** The bytes of an earlier checkpoint to go on from. */
  readonly resume?: Uint8Array;
  readonly onImages?: (done: number, of: number) => void;
  readonly onStarted?: (started: TrainingStarted) => void | Promise<void>;
  readonly onEpoch?: (record: EpochRecord) => void | Promise<void>;
  readonly onCheckpoint?: (bytes: Uint8Array) => void | Promise<void>;
}

/** Everything that was settled before the first step. */
interface Prepared {
  readonly config: TrainingConfig;
  readonly snapshot: LockedSnapshot;
  readonly images: readonly TrainingImage[];
  readonly opened: OpenedEngine;
  readonly subject: CheckpointSubject;
}

async function prepare(request: RunRequest): Promise<Result<Prepared>> {
  const config = trainingConfig.safeParse(request.config);
  if (!config.success) {
    const [issue] = config.error.issues;
    return refuse({ code: 'config-not-valid', detail: `The configuration cannot be used: ${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'not an object'}.` });
  }
  const snapshot = await readSnapshot(request.source, request.sha256, request.expectedRoot);
  if (!snapshot.ok) return snapshot;
  const images = await loadImages(snapshot.value, config.data, request.onImages);
  if (!images.ok) return images;
  const opened = await openEngine(config.data.engine);
  if (!opened.ok) return opened;
  const { name, threads } = opened.value.engine;
  return ok({ config: config.data, snapshot: snapshot.value, images: images.value, opened: opened.value, subject: { config: config.data, snapshotRoot: snapshot.value.root, engine: name, threads } });
}

const countLesions = (images: readonly TrainingImage[]): number => new Set(images.map(({ lesion }) => lesion)).size;

/** Outcomes that the snapshot discloses; those of sealed centres are not among them. */
const knownOutcomes = (images: readonly TrainingImage[]): Outcomes => new Map(images.flatMap(({ lesion, malignant }) => (malignant === null ? [] : [[lesion, malignant] as const])));

function runRecordOf(request: RunRequest, prepared: Prepared, trained: TrainedModel, startedAt: Date): RunRecord {
  const { config, snapshot, images, opened } = prepared;
  const { name, versions, threads } = opened.engine;
  const parameters = modelLParameters(config.width);
  const training = images.filter(({ set }) => set === 'training');
  const speeds = trained.history.map(({ imagesPerSecond }) => imagesPerSecond);
  return {
    format: 'echocohort-run/1',
    runId: request.runId,
    snapshotRoot: snapshot.root,
    splitDigest: snapshot.splitDigest,
    protocolVersion: snapshot.index.protocol.version,
    lesionSlots: [...snapshot.index.lesionSlots],
    region: `square in the middle of the largest tissue region, ${Math.round(config.regionShare * 100)} % of its shorter side`,
    engine: { name, versions: { ...versions }, threads, passedOver: opened.passedOver.map((entry) => ({ ...entry })) },
    codeVersion: request.codeVersion,
    config,
    initialWeights: { source: 'he-initialisation', sha256: weightsDigest(parameters, trained.initial, request.sha256) },
    parameters: parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    images: training.length,
    lesions: countLesions(training),
    epochsRun: trained.history.length,
    bestEpoch: trained.bestEpoch,
    stopped: trained.stopped,
    startedAt: startedAt.toISOString(),
    wallSeconds: (request.clock.now().getTime() - startedAt.getTime()) / 1000,
    imagesPerSecond: speeds.reduce((sum, speed) => sum + speed, 0) / Math.max(1, speeds.length),
  };
}

/** Reads the snapshot, trains, scores every lesion and writes the bundle. */
export async function runTraining(request: RunRequest): Promise<Result<ModelBundle>> {
  const startedAt = request.clock.now();
  const prepared = await prepare(request);
  if (!prepared.ok) return prepared;
  const { config, images, opened, subject } = prepared.value;
  const { engine, passedOver } = opened;
  const resume = request.resume ? readCheckpoint(request.resume, subject) : null;
  if (resume && !resume.ok) return resume;
  await request.onStarted?.({ engine: engine.name, versions: engine.versions, threads: engine.threads, passedOver, images: images.length, lesions: countLesions(images) });
  const { onCheckpoint } = request;
  const trained = await trainModel({
    engine, images, config, signal: request.signal, onEpoch: request.onEpoch,
    ...(resume ? { resume: resume.value } : {}),
    ...(onCheckpoint ? { onCheckpoint: (checkpoint) => onCheckpoint(writeCheckpoint(checkpoint, subject)) } : {}),
  });
  if (!trained.ok) return trained;
  const saved = await saveLayersModel(engine.tf, config, trained.value.weights);
  const predictions = lesionScores(trained.value.scores);
  const metrics = metricsOf(predictions, knownOutcomes(images));
  const run = runRecordOf(request, prepared.value, trained.value, startedAt);
  return ok(modelBundle({ run, metrics, history: trained.value.history, predictions, saved }, request.sha256));
}
