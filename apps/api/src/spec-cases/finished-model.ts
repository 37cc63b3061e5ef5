import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestKey, objectKey } from '@echocohort/cohort';
import { callRoute, routes } from '@echocohort/contracts';
import { OnnxModel } from '@echocohort/inference';
import { ok, seededRandom } from '@echocohort/kernel';
import { lbcRecord, MANIFEST_NAME, manifestText, metricsOf, runRecord, trainingConfig, writePredictions, type BundleSummary, type LesionScore, type ModelMetrics, type TrainingConfig } from '@echocohort/model';
import { Database, finishRun, insertRun, registerModel } from '@echocohort/persistence';
import { bundleKey, FileStorage } from '@echocohort/storage';
import { cutPicture, readSnapshot, startingNetwork, writeOnnx, type LockedSnapshot } from '@echocohort/training';
import { digestOf } from './real-pictures.ts';
import type { StartedApi } from './started-api.ts';

/** A network with its first weights (a seed whose maps show something), stored and registered as a training leaves it: what is tried with it is not whether it is right. */
export interface StoredModel {
  readonly runId: string;
  readonly digest: string;
  readonly config: TrainingConfig;
  readonly onnx: Uint8Array;
  readonly predictions: readonly LesionScore[];
  readonly metrics: ModelMetrics;
  readonly bundle: BundleSummary;
}

const LENGTH = 256;
const text = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

export async function lockedFiles(started: StartedApi, root: string): Promise<LockedSnapshot> {
  const read = async (key: string) => ok(new Uint8Array(await readFile(join(started.storageFolder, key))));
  const manifest = async () => ok(await readFile(join(started.storageFolder, manifestKey(root)), 'utf8'));
  const snapshot = await readSnapshot({ manifest, leaf: ({ sha256 }) => read(objectKey(sha256)) }, digestOf, root);
  if (!snapshot.ok) throw new Error(snapshot.refusal.detail);
  return snapshot.value;
}

/** The network's own scores of the lesions: the mean over their pictures. */
async function scoresOf(snapshot: LockedSnapshot, config: TrainingConfig, onnx: Uint8Array): Promise<LesionScore[]> {
  if (config.model !== 'L') return snapshot.index.lesions.map(({ lesion, patient, set }, at) => ({ lesion, patient, set, images: 4, score: 0.2 + 0.1 * at }));
  const network = await OnnxModel.open(onnx, config.imageSize, config.normalise, 1);
  const scores: LesionScore[] = [];
  for (const { lesion, patient, set } of snapshot.index.lesions) {
    const own: number[] = [];
    for (const { path } of snapshot.index.images.filter((image) => image.lesion === lesion && snapshot.index.lesionSlots.includes(image.slot))) {
      const bytes = await snapshot.read(path);
      const cut = bytes.ok ? cutPicture(bytes.value, config.imageSize, { kind: 'central', share: config.regionShare }) : bytes;
      if (!cut.ok) throw new Error(cut.refusal.detail);
      const [scored] = await network.score([cut.value.pixels], []);
      own.push(scored?.score ?? NaN);
    }
    scores.push({ lesion, patient, set, images: own.length, score: own.reduce((sum, score) => sum + score, 0) / own.length });
  }
  await network.close();
  return scores;
}

const coefficient = (variable: string | null, estimate: number, level: string | null = null) => ({ term: `${variable ?? '(Intercept)'}${level ?? ''}`, variable, level, estimate, standardError: 1, oddsRatio: Math.exp(estimate), lower: 0.1, upper: 9, p: 0.04 });
const LBC = lbcRecord.parse({
  format: 'echocohort-lbc/1', fit: 'firth', fittedOn: { set: 'internal_validation', lesions: 12, malignant: 7 }, coefficients: [coefficient(null, -2), coefficient('lb_score', 3), coefficient('afp_high', 1.5), coefficient('echogenicity', 0.7, 'hypo')],
  selection: { kind: 'screened', alpha: 0.05, lesions: 60, univariable: [] }, replacements: [{ variable: 'afp_high', value: 0, lesions: 1 }, { variable: 'echogenicity', value: 'hypo', lesions: 0 }], nomogram: null, warnings: [],
});

function runJson(runId: string, snapshot: LockedSnapshot, config: TrainingConfig): unknown {
  const { index, backgroundSlots, root, splitDigest } = snapshot;
  const training = index.lesions.filter(({ set }) => set === 'training');
  return runRecord.parse({
    format: 'echocohort-run/1', runId, snapshotRoot: root, splitDigest, protocolVersion: index.protocol.version, lesionSlots: index.lesionSlots, backgroundSlots: config.model === 'L' ? [] : backgroundSlots, region: 'outline, else centre',
    regions: { outlined: 0, central: index.images.length }, engine: { name: 'wasm', versions: {}, threads: 1, passedOver: [] }, codeVersion: 'spec', config, initialWeights: { source: 'he-initialisation', sha256: 'a'.repeat(64) }, parameters: 1,
    images: index.images.length, lesions: index.lesions.length, epochsRun: 1, bestEpoch: 1, stopped: 'all-epochs', startedAt: '2026-11-23T00:00:00Z', wallSeconds: 1, imagesPerSecond: 1, trainedOn: training.map(({ lesion, patient }) => ({ lesion, patient })),
  });
}

/** Every internal lesion on the wrong side of the cut-off, so that there is something to show. */
function withCutOff(metrics: ModelMetrics, scores: readonly LesionScore[], outcomes: ReadonlyMap<string, boolean>): ModelMetrics {
  const internal = scores.filter(({ set }) => set === 'internal_validation');
  const malignant = internal.some(({ lesion }) => outcomes.get(lesion) === true);
  const threshold = malignant ? Math.max(...internal.map(({ score }) => score)) + 0.05 : Math.min(...internal.map(({ score }) => score)) - 0.05;
  return { ...metrics, cutOff: { ...metrics.cutOff, threshold, refusal: null } };
}

function features(snapshot: LockedSnapshot, scores: readonly LesionScore[], length: number): { json: unknown; binary: Uint8Array } {
  const random = seededRandom('features');
  const training = snapshot.index.lesions.filter(({ set }) => set === 'training');
  const lesions = training.map(({ lesion, malignant }) => ({ lesion, malignant: malignant === true, score: scores.find((each) => each.lesion === lesion)?.score ?? 0 }));
  return { json: { format: 'echocohort-features/1', length, lesions }, binary: new Uint8Array(Float32Array.from({ length: length * lesions.length }, () => random()).buffer) };
}

async function storeFiles(started: StartedApi, runId: string, files: ReadonlyMap<string, Uint8Array>): Promise<BundleSummary> {
  const listed = [...files].map(([path, bytes]) => ({ path, sha256: digestOf(bytes), size: bytes.length }));
  const manifest = text(manifestText(listed));
  const storage = new FileStorage(started.storageFolder);
  for (const [path, bytes] of [...files, [MANIFEST_NAME, manifest] as const]) await storage.put(bundleKey(runId, path), bytes);
  return { files: [...listed, { path: MANIFEST_NAME, sha256: digestOf(manifest), size: manifest.length }], digest: digestOf(manifest) };
}

/** Stores a model of a snapshot and ends its run. */
export async function finishedModel(started: StartedApi, snapshot: { readonly id: string; readonly root: string }, model: 'L' | 'LB' | 'LBC'): Promise<StoredModel> {
  const config = trainingConfig.parse({ model, width: 16, imageSize: 96, seed: 5 });
  const runId = randomUUID();
  const locked = await lockedFiles(started, snapshot.root);
  const { shape, weights } = startingNetwork(config, 4);
  const onnx = writeOnnx(shape, weights);
  const predictions = await scoresOf(locked, config, onnx);
  const outcomes = new Map(locked.index.lesions.flatMap(({ lesion, malignant }) => (malignant === null ? [] : [[lesion, malignant] as const])));
  const metrics = withCutOff(metricsOf(predictions, outcomes), predictions, outcomes);
  const { json, binary } = features(locked, predictions, model === 'L' ? LENGTH / 2 : LENGTH);
  const calibration = model === 'L' ? { method: 'none', reason: 'The internal set has 1 malignant and 0 benign lesions; 5 of each are needed.' }
    : { method: 'logistic', fit: 'firth', set: 'internal_validation', lesions: 12, malignant: 7, level: 0.95, intercept: 0.2, slope: 1.1, covariance: [[0.4, 0.05], [0.05, 0.2]] };
  const files = new Map<string, Uint8Array>([
    ['run.json', text(runJson(runId, locked, config))], ['calibration.json', text(calibration)], ['features.json', text(json)], ['features.bin', binary], ['model.onnx', onnx], ['predictions.csv', text(writePredictions(predictions))],
    ...(model === 'LBC' ? [['lbc.json', text(LBC)] as const] : []),
  ]);
  const bundle = await storeFiles(started, runId, files);
  const { person } = await callRoute(await started.as('statistician'), routes.me);
  const database = new Database(started.database.appUrl, { poolSize: 1 });
  try {
    await database.system(async (tx) => {
      await insertRun(tx, { id: runId, snapshotId: snapshot.id, config }, person.id);
      await registerModel(tx, runId, { digest: bundle.digest, bundle, metrics: { ...metrics, externalOpenedAt: null } });
      await finishRun(tx, runId, { ...metrics, externalOpenedAt: null });
    });
  } finally {
    await database.close();
  }
  return { runId, digest: bundle.digest, config, onnx, predictions, metrics, bundle };
}
