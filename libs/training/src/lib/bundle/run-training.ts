import { ok, refuse, type Result } from '@echocohort/kernel';
import { lesionScores, metricsOf, type Outcomes } from '@echocohort/model';
import type { TrainingImage } from '../data/training-image.ts';
import { fitLbc, type FittedLbc } from '../lbc/fit-lbc.ts';
import { trainModel, type TrainedModel } from '../loop/train-model.ts';
import { writeOnnx } from '../onnx/write-onnx.ts';
import { attentionSamples } from './attention-samples.ts';
import { calibrate } from './calibration.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint-file.ts';
import { saveLayersModel } from './layers-model.ts';
import { modelBundle, type ModelBundle } from './model-bundle.ts';
import { prepareRun, type PreparedRun, type RunRequest } from './prepare-run.ts';
import { countLesions, runRecordOf } from './run-record-of.ts';
import { trainingFeatures } from './training-features.ts';

/** Outcomes that the snapshot discloses; those of sealed centres are not among them. */
const knownOutcomes = (images: readonly TrainingImage[]): Outcomes => new Map(images.flatMap(({ lesion, malignant }) => (malignant === null ? [] : [[lesion, malignant] as const])));

async function train(request: RunRequest, prepared: PreparedRun): Promise<Result<TrainedModel>> {
  const { config, loaded, opened, backgroundTypes, initial, subject, work } = prepared;
  const { engine, passedOver } = opened;
  const resume = request.resume ? readCheckpoint(request.resume, subject, request.sha256) : null;
  if (resume && !resume.ok) return resume;
  const { onCheckpoint, usedMemory } = request;
  await loaded.arrival.begun();
  const missing = loaded.arrival.refusal();
  if (missing) return refuse(missing);
  await request.onStarted?.({
    engine: engine.name, versions: engine.versions, threads: engine.threads, passedOver, images: loaded.images.length, lesions: countLesions(loaded.images), outlined: loaded.outlined,
    resumedAt: resume ? { epoch: resume.value.epoch + 1, step: resume.value.step } : null,
  });
  return trainModel({
    engine, images: loaded.images, arrival: loaded.arrival, config, backgroundTypes: backgroundTypes.length, initial: initial.weights, work, signal: request.signal, handBack: request.handBack,
    onStep: request.onStep, onEpoch: request.onEpoch, onWarning: request.onWarning, checkpointDue: request.checkpointDue,
    ...(usedMemory ? { memory: usedMemory } : {}),
    ...(resume ? { resume: resume.value } : {}),
    ...(onCheckpoint ? { onCheckpoint: (checkpoint) => onCheckpoint(writeCheckpoint(checkpoint, subject, request.sha256)) } : {}),
  });
}

/** What a program must know to make the network's input, inside the ONNX file itself. */
const onnxFacts = ({ config, shape }: PreparedRun): Readonly<Record<string, string>> => ({
  model: config.model, imageSize: String(shape.imageSize), normalise: config.normalise, regionShare: String(config.regionShare), outlineMargin: String(config.outlineMargin), use: 'research only',
});

/** Reads the snapshot, trains, scores every lesion and writes the bundle. */
export async function runTraining(request: RunRequest): Promise<Result<ModelBundle>> {
  const startedAt = request.clock.now();
  const prepared = await prepareRun(request);
  if (!prepared.ok) return prepared;
  const { config, snapshot, loaded: { images, arrival }, opened: { engine } } = prepared.value;
  const trained = await train(request, prepared.value).finally(() => arrival.stop());
  if (!trained.ok) return trained;
  const { shape, weights, scores, history } = trained.value;
  const outcomes = knownOutcomes(images);
  const inner = lesionScores(scores);
  const lbc: Result<FittedLbc | null> = config.model === 'LBC' ? fitLbc(snapshot, inner, outcomes, config) : ok(null);
  if (!lbc.ok) return lbc;
  const predictions = lbc.value?.predictions ?? inner;
  const metrics = metricsOf(predictions, outcomes);
  const { parts, gallery } = attentionSamples({ engine, shape, weights, normalise: config.normalise, images, scores, predictions, outcomes, metrics });
  const run = runRecordOf(request, prepared.value, trained.value, startedAt);
  return ok(modelBundle({
    run, metrics, history, predictions, gallery, attention: parts, calibration: calibrate(predictions, outcomes), features: trainingFeatures(scores, inner, outcomes),
    saved: await saveLayersModel(engine.tf, shape, weights), onnx: writeOnnx(shape, weights, onnxFacts(prepared.value)), lbc: lbc.value && { record: lbc.value.record, inner },
  }, request.sha256));
}
