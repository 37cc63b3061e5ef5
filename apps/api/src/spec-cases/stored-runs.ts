import { createHash, randomUUID } from 'node:crypto';
import { STUDY_SETS, manifestKey, objectKey, readManifest, readTsv } from '@echocohort/cohort';
import type { SnapshotView } from '@echocohort/contracts';
import { manifestText, MANIFEST_NAME, runRecord, trainingConfig, writePredictions, type LesionScore } from '@echocohort/model';
import { bundleKey, FileStorage, readObject } from '@echocohort/storage';
import { asOwner } from './case-fixtures.ts';
import type { StartedApi } from './started-api.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A lesion's row of the split of a locked snapshot, out of storage. */
async function splitOf(started: StartedApi, root: string): Promise<readonly Readonly<Record<string, string | null>>[]> {
  const storage = new FileStorage(started.storageFolder);
  const manifest = await readObject(storage, manifestKey(root));
  const parsed = manifest.ok ? readManifest(new TextDecoder().decode(manifest.value)) : manifest;
  const leaf = parsed.ok ? parsed.value.leaves.find(({ path }) => path === 'splits.tsv') : undefined;
  const bytes = await readObject(storage, objectKey(leaf?.sha256 ?? ''));
  const rows = bytes.ok ? readTsv(new TextDecoder().decode(bytes.value), 'splits.tsv') : bytes;
  if (!rows.ok) throw new Error(rows.refusal.detail);
  return rows.value;
}

/** A finished run with the files of its bundle. */
export interface StoredRun {
  readonly id: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const config = (model: 'L' | 'LB' | 'LBC', fold: number | null) => trainingConfig.parse({ model, fold: fold === null ? null : { index: fold, of: 5 } });

/**
 * Stands a finished run of a snapshot with invented scores, as a training leaves it in storage and database. The scores of a Model-LBC
 * differ from those of the Model-LB inside it, so that it shows which of the two was read.
 */
export async function storedRun(started: StartedApi, snapshot: SnapshotView, model: 'L' | 'LB' | 'LBC', fold: number | null = null): Promise<StoredRun> {
  const id = randomUUID();
  const rows = await splitOf(started, snapshot.root);
  const scored = (shift: number): LesionScore[] => rows.map(({ lesion, patient, set }, at) => ({ lesion: lesion ?? '', patient: patient ?? '', set: STUDY_SETS.find((each) => each === set) ?? 'training', images: 4, score: ((at * 7 + shift) % 13) / 13 }));
  const run = runRecord.parse({
    format: 'echocohort-run/1', runId: id, snapshotRoot: snapshot.root, splitDigest: '0'.repeat(64), protocolVersion: '1.0', lesionSlots: ['L1', 'L2'], region: 'drawn lesion', codeVersion: '0.1.0', config: config(model, fold),
    engine: { name: 'wasm', versions: { tfjs: '4.22.0' }, threads: 1, passedOver: [] }, initialWeights: { source: 'he-initialisation', sha256: '1'.repeat(64) }, parameters: 1000, images: 24, lesions: 6,
    epochsRun: 2, bestEpoch: 1, stopped: 'all-epochs', startedAt: '2026-11-21T00:00:00.000Z', wallSeconds: 100, imagesPerSecond: 50,
  });
  const files = new Map([['run.json', utf8(JSON.stringify(run))], ['predictions.csv', utf8(writePredictions(scored(model.length + (fold ?? 7))))], ['MODEL_CARD.md', utf8(`# Model-${model}\n`)]]);
  if (model === 'LBC') files.set('predictions-lb.csv', utf8(writePredictions(scored(5))));
  const manifest = utf8(manifestText([...files].map(([path, bytes]) => ({ path, sha256: sha256(bytes) }))));
  files.set(MANIFEST_NAME, manifest);
  const storage = new FileStorage(started.storageFolder);
  for (const [path, bytes] of files) await storage.put(bundleKey(id, path), bytes);
  const bundle = { files: [...files].map(([path, bytes]) => ({ path, sha256: sha256(bytes), size: bytes.length })), digest: sha256(manifest) };
  await asOwner(started, "INSERT INTO model_run (id, snapshot_id, status, config, bundle, model_digest, registered_at, started_by_id, finished_at) SELECT $1, $2, 'finished', $3, $4, $5, now(), id, now() FROM person LIMIT 1", [id, snapshot.id, JSON.stringify(config(model, fold)), JSON.stringify(bundle), bundle.digest]);
  return { id, files };
}
