import { canonicalJson, type Sha256Hex } from '@echocohort/kernel';
import { historyLines, MANIFEST_NAME, manifestText, modelCard, writePredictions, type BundleFile, type BundleFileName, type BundleSummary, type CalibrationRecord, type EpochRecord, type FailureGallery, type LbcRecord, type LesionScore, type ModelMetrics, type RunRecord } from '@echocohort/model';
import type { BundlePart } from './attention-samples.ts';
import type { SavedModel } from './layers-model.ts';
import type { TrainingFeatures } from './training-features.ts';

/** What goes into a bundle. */
export interface BundleContent {
  readonly run: RunRecord;
  readonly metrics: ModelMetrics;
  readonly history: readonly EpochRecord[];
  readonly predictions: readonly LesionScore[];
  readonly saved: SavedModel;
  readonly onnx: Uint8Array;
  readonly features: TrainingFeatures;
  readonly calibration: CalibrationRecord;
  readonly gallery: FailureGallery;
  readonly attention: readonly BundlePart[];
  /** Of Model-LBC: the regression, and the scores of the Model-LB inside it. */
  readonly lbc: { readonly record: LbcRecord; readonly inner: readonly LesionScore[] } | null;
}

/** A model bundle in memory: its files with their bytes, and the summary that names them. */
export interface ModelBundle {
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly summary: BundleSummary;
  readonly run: RunRecord;
  readonly metrics: ModelMetrics;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (value: unknown): Uint8Array => utf8(`${canonicalJson(value)}\n`);

/** Writes all files of the bundle; the digest of its manifest is the digest of the model. */
export function modelBundle({ run, metrics, history, predictions, saved, onnx, features, calibration, gallery, attention, lbc }: BundleContent, sha256: Sha256Hex): ModelBundle {
  const contents: Record<BundleFileName, Uint8Array> = {
    'MODEL_CARD.md': utf8(modelCard(run, metrics)),
    'calibration.json': json(calibration),
    'failures.json': json(gallery),
    'features.bin': features.bytes,
    'features.json': json(features.index),
    'history.jsonl': utf8(historyLines(history)),
    'metrics.json': json(metrics),
    'model.json': utf8(saved.modelJson),
    'model.onnx': onnx,
    'predictions.csv': utf8(writePredictions(predictions)),
    'run.json': json(run),
    'weights.bin': saved.weightsBin,
  };
  const more = lbc === null ? [] : [{ path: 'lbc.json', bytes: json(lbc.record) }, { path: 'predictions-lb.csv', bytes: utf8(writePredictions(lbc.inner)) }];
  const files = [...Object.entries(contents).map(([path, bytes]) => ({ path, bytes })), ...more, ...attention];
  const listed: BundleFile[] = files.map(({ path, bytes }) => ({ path, sha256: sha256(bytes), size: bytes.length }));
  const manifest = utf8(manifestText(listed));
  const digest = sha256(manifest);
  return { files: [...files, { path: MANIFEST_NAME, bytes: manifest }], summary: { files: [...listed, { path: MANIFEST_NAME, sha256: digest, size: manifest.length }], digest }, run, metrics };
}
