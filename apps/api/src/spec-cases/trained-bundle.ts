import { createHash } from 'node:crypto';
import { BUNDLE_FILES, MANIFEST_NAME, manifestText, trainingConfig, writePredictions, type LesionScore, type RunRecord } from '@echocohort/model';
import { bundleKey, type ObjectStorage } from '@echocohort/storage';

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** What the trainer of a spec says of a training that never was: trained on the lesions that its scores call training lesions. */
export const recordOf = (runId: string, snapshotRoot: string, scores: readonly LesionScore[]): RunRecord => ({
  format: 'echocohort-run/1', runId, snapshotRoot, splitId: '', splitDigest: 'a'.repeat(64), protocolVersion: '1', lesionSlots: [], backgroundSlots: [], backgroundTypes: [], region: 'none', regions: { outlined: 0, central: 0 },
  engine: { name: 'wasm', versions: {}, threads: 1, passedOver: [] }, codeVersion: 'spec', config: trainingConfig.parse({}), initialWeights: { source: 'he-initialisation', sha256: 'b'.repeat(64), file: null, taken: 0 },
  parameters: 1, images: 1, lesions: 1, epochsPlanned: 1, epochsRun: 1, bestEpoch: 1, stopped: 'all-epochs', resumed: 0, startedAt: '2026-11-23T00:00:00.000Z', wallSeconds: 1, imagesPerSecond: 1, engineShare: null, peakMemoryMb: null,
  trainedOn: scores.filter(({ set }) => set === 'training').map(({ lesion, patient }) => ({ lesion, patient })),
});

/** Stores a bundle as the trainer does, under its own names or those that are given, and answers its list of files. */
export async function storeTrainedBundle(storage: ObjectStorage, runId: string, snapshotRoot: string, scores: readonly LesionScore[], named: (path: string) => string = (path) => path): Promise<{ files: { path: string; sha256: string; size: number }[]; digest: string }> {
  const textOf = (path: string): string => (path === 'predictions.csv' ? writePredictions(scores) : path === 'run.json' ? JSON.stringify(recordOf(runId, snapshotRoot, scores)) : `content of ${path} ${runId}`);
  const contents = BUNDLE_FILES.map((path) => ({ path, bytes: new TextEncoder().encode(textOf(path)) }));
  const listed = contents.map(({ path, bytes }) => ({ path, sha256: sha256(bytes), size: bytes.length }));
  const manifest = new TextEncoder().encode(manifestText(listed));
  for (const { path, bytes } of [...contents, { path: MANIFEST_NAME, bytes: manifest }]) await storage.put(bundleKey(runId, named(path)), bytes);
  return { files: [...listed, { path: MANIFEST_NAME, sha256: sha256(manifest), size: manifest.length }], digest: sha256(manifest) };
}
