import { canonicalJson, type Sha256Hex } from '@echocohort/kernel';
import { historyLines, MANIFEST_NAME, manifestText, modelCard, writePredictions, type BundleFile, type BundleFileName, type BundleSummary, type EpochRecord, type LesionScore, type ModelMetrics, type RunRecord } from '@echocohort/model';
import type { SavedModel } from './layers-model.ts';

/** What goes into a bundle. */
export interface BundleContent {
  readonly run: RunRecord;
  readonly metrics: ModelMetrics;
  readonly history: readonly EpochRecord[];
  readonly predictions: readonly LesionScore[];
  readonly saved: SavedModel;
}

/** A model bundle in memory: its files with their bytes, and the summary that names them. */
export interface ModelBundle {
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly summary: BundleSummary;
  readonly run: RunRecord;
  readonly metrics: ModelMetrics;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Writes all files of the bundle; the digest of its manifest is the digest of the model. */
export function modelBundle({ run, metrics, history, predictions, saved }: BundleContent, sha256: Sha256Hex): ModelBundle {
  const contents: Record<BundleFileName, Uint8Array> = {
    'MODEL_CARD.md': utf8(modelCard(run, metrics)),
    'history.jsonl': utf8(historyLines(history)),
    'metrics.json': utf8(`${canonicalJson(metrics)}\n`),
    'model.json': utf8(saved.modelJson),
    'predictions.csv': utf8(writePredictions(predictions)),
    'run.json': utf8(`${canonicalJson(run)}\n`),
    'weights.bin': saved.weightsBin,
  };
  const files = Object.entries(contents).map(([path, bytes]) => ({ path, bytes }));
  const listed: BundleFile[] = files.map(({ path, bytes }) => ({ path, sha256: sha256(bytes), size: bytes.length }));
  const manifest = utf8(manifestText(listed));
  const digest = sha256(manifest);
  return { files: [...files, { path: MANIFEST_NAME, bytes: manifest }], summary: { files: [...listed, { path: MANIFEST_NAME, sha256: digest, size: manifest.length }], digest }, run, metrics };
}
