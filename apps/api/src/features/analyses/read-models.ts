import type { ModelPredictions } from '@echocohort/analyses';
import { ok, type Result } from '@echocohort/kernel';
import { bundleSummary, CAM_FOLDER } from '@echocohort/model';
import type { RunRow } from '@echocohort/persistence';
import { BUNDLE_TEXTS, modelsOf, readBundle, type BundleFacts, type ReadBundle } from '@echocohort/reporting';
import { bundleKey, readVerified, type ObjectStorage } from '@echocohort/storage';

/** What of a run is needed to read its bundle. */
export type BundledRun = Pick<RunRow, 'id' | 'bundle'>;

const TEXTS: ReadonlySet<string> = new Set(BUNDLE_TEXTS);
const ofScores = (path: string): boolean => TEXTS.has(path);
/** What a report reads of a bundle; scores alone need no picture. */
const ofReport = (path: string): boolean => ofScores(path) || (path.startsWith(CAM_FOLDER) && path.endsWith('.png'));

/** The files of a run's bundle that a report reads, each by the digest that was registered. */
async function bundleFiles(storage: ObjectStorage, run: BundledRun, wanted: (path: string) => boolean): Promise<Result<Map<string, Uint8Array>>> {
  const files = new Map<string, Uint8Array>();
  for (const { path, sha256 } of bundleSummary.parse(run.bundle).files.filter((file) => wanted(file.path))) {
    const bytes = await readVerified(storage, bundleKey(run.id, path), sha256);
    if (!bytes.ok) return bytes;
    files.set(path, new Uint8Array(bytes.value));
  }
  return ok(files);
}

/** The models of an analysis out of the bundles of finished runs, read as `echocohort report` reads its folders: the same scores, the same folds, the same refusals. */
export async function readModels(storage: ObjectStorage, runs: readonly BundledRun[], snapshotRoot: string, pictures: 'with pictures' | 'scores alone' = 'with pictures'): Promise<Result<{ models: ModelPredictions[]; facts: BundleFacts[] }>> {
  const bundles: ReadBundle[] = [];
  for (const run of runs) {
    const files = await bundleFiles(storage, run, pictures === 'scores alone' ? ofScores : ofReport);
    const bundle = files.ok ? readBundle(files.value, snapshotRoot) : files;
    if (!bundle.ok) return bundle;
    bundles.push(bundle.value);
  }
  return modelsOf(bundles);
}
