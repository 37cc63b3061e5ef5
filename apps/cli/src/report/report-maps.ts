import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnalysisReport } from '@echocohort/analyses';
import type { ExportSource } from '@echocohort/export';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { makeMaps, wantedMaps, type BundleFacts, type MadeMaps } from '@echocohort/reporting';
import { pictureDecoder } from '../cleaning/picture-decoder.ts';
import { snapshotOf } from '../commands/train/snapshot-of-export.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function fileOf(folder: string, path: string): Promise<Result<Uint8Array>> {
  try {
    return ok(new Uint8Array(await readFile(join(folder, path))));
  } catch {
    return refuse({ code: 'bundle-file-missing', detail: `The model bundle has no ${path} that can be read.` });
  }
}

/** The runtime of networks is a native module: a machine that cannot load it still makes the rest of the report. */
async function runtime() {
  try {
    const [{ LesionMaps }, { readSnapshot }] = await Promise.all([import('@echocohort/inference'), import('@echocohort/training')]);
    return { LesionMaps, readSnapshot };
  } catch {
    return null;
  }
}

/** Makes the attention maps of wrong calls that no bundle holds, by the bundles' own networks out of the export's pictures. */
export async function reportMaps(report: AnalysisReport, bundles: { readonly facts: readonly BundleFacts[]; readonly folders: ReadonlyMap<string, string> }, source: ExportSource, root: string): Promise<MadeMaps> {
  const wishes = wantedMaps(report, bundles.facts);
  if (wishes.length === 0) return { maps: [], missing: [] };
  const tools = await runtime();
  if (tools === null) return makeMaps(wishes, () => Promise.resolve(refuse({ code: 'map-no-runtime', detail: 'onnxruntime cannot be loaded.' })));
  const maps = new tools.LesionMaps({
    filesOf: (model) => {
      const folder = bundles.folders.get(model);
      return folder === undefined ? null : { read: (path) => fileOf(folder, path) };
    },
    snapshot: () => tools.readSnapshot(snapshotOf(source), sha256, root),
    decoder: pictureDecoder, sha256,
  });
  try {
    return await makeMaps(wishes, ({ model, lesion }) => maps.of(model, lesion));
  } finally {
    await maps.close();
  }
}
