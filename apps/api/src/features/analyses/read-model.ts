import type { ModelPredictions } from '@echocohort/analyses';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { bundleSummary, CAM_FOLDER, modelMetrics, readPredictions, runRecord, type BundleSummary } from '@echocohort/model';
import type { RunRow } from '@echocohort/persistence';
import type { BundleFacts } from '@echocohort/reporting';
import { bundleKey, readVerified, type ObjectStorage } from '@echocohort/storage';

/** A finished run as the analyses and the report read it. */
export interface AnalysedModel {
  readonly predictions: ModelPredictions;
  readonly facts: BundleFacts;
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

async function fileOf(storage: ObjectStorage, runId: string, bundle: BundleSummary, path: string): Promise<Result<Uint8Array>> {
  const listed = bundle.files.find((file) => file.path === path);
  if (listed === undefined) return refuse({ code: 'bundle-file-missing', detail: `The model bundle has no ${path}.` });
  return readVerified(storage, bundleKey(runId, path), listed.sha256);
}

/** Maps are named after their lesion first: `cam/<lesion>_<slot>.png`. */
async function mapsOf(storage: ObjectStorage, runId: string, bundle: BundleSummary, lesions: ReadonlySet<string>): Promise<Result<BundleFacts['attentionMaps'][number][]>> {
  const maps: BundleFacts['attentionMaps'][number][] = [];
  for (const { path } of bundle.files.filter((file) => file.path.startsWith(CAM_FOLDER) && file.path.endsWith('.png'))) {
    const lesion = [...lesions].find((code) => path.slice(CAM_FOLDER.length).startsWith(`${code}_`) || path.slice(CAM_FOLDER.length).startsWith(`${code}.`));
    if (lesion === undefined) continue;
    const png = await fileOf(storage, runId, bundle, path);
    if (!png.ok) return png;
    maps.push({ path, lesion, png: png.value });
  }
  return ok(maps);
}

/** Reads what a report needs of a run's bundle, each file by the digest that was registered. `code` names the model in every table. */
export async function readModel(storage: ObjectStorage, row: RunRow, code: string): Promise<Result<AnalysedModel>> {
  const bundle = bundleSummary.parse(row.bundle);
  const files = new Map<string, Uint8Array>();
  for (const path of ['predictions.csv', 'run.json', 'metrics.json', 'MODEL_CARD.md']) {
    const file = await fileOf(storage, row.id, bundle, path);
    if (!file.ok) return file;
    files.set(path, file.value);
  }
  const textOf = (path: string): string => decode(files.get(path) ?? new Uint8Array());
  const predictions = readPredictions(textOf('predictions.csv'));
  if (!predictions.ok) return predictions;
  const maps = await mapsOf(storage, row.id, bundle, new Set(predictions.value.map(({ lesion }) => lesion)));
  if (!maps.ok) return maps;
  return ok({
    predictions: { code, runId: row.id, digest: bundle.digest, predictions: predictions.value, attentionMaps: maps.value.map(({ path }) => path) },
    facts: { code, digest: bundle.digest, run: runRecord.parse(JSON.parse(textOf('run.json'))), metrics: modelMetrics.parse(JSON.parse(textOf('metrics.json'))), card: textOf('MODEL_CARD.md'), attentionMaps: maps.value },
  });
}

/** Names for models of one report: `L`, `LB`; a second of the same kind is `L-2`. */
export function modelCodes(kinds: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return kinds.map((kind) => {
    const count = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, count);
    return count === 1 ? kind : `${kind}-${count}`;
  });
}
