import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelPredictions } from '@echocohort/analyses';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { BUNDLE_TEXTS, modelsOf, readBundle, type BundleFacts, type ReadBundle } from '@echocohort/reporting';

/** Files of a bundle's folder that a report reads; a file that is not there is left out. */
async function bundleFiles(folder: string): Promise<Map<string, Uint8Array> | null> {
  const files = new Map<string, Uint8Array>();
  try {
    const [names, maps] = [new Set(await readdir(folder)), await readdir(join(folder, 'cam')).catch((): string[] => [])];
    const wanted = [...BUNDLE_TEXTS.filter((name) => names.has(name)), ...maps.filter((name) => name.endsWith('.png')).map((name) => `cam/${name}`)];
    for (const path of wanted) files.set(path, new Uint8Array(await readFile(join(folder, path))));
    return files;
  } catch {
    return null;
  }
}

/** The models of the bundles, and where the network of each lies. */
export interface FoundBundles {
  readonly models: readonly ModelPredictions[];
  readonly facts: readonly BundleFacts[];
  readonly folders: ReadonlyMap<string, string>;
}

/** The model bundles that the call names, for the snapshot that is reported. */
export async function readBundles(folders: readonly string[], snapshotRoot: string): Promise<Result<FoundBundles>> {
  const networks = new Map<string, string>();
  const bundles: ReadBundle[] = [];
  for (const folder of folders) {
    const files = await bundleFiles(folder);
    if (files === null) return refuse({ code: 'bundle-unreadable', detail: 'A folder named with --bundle cannot be read; give the folder that "echocohort train" wrote.' });
    const bundle = readBundle(files, snapshotRoot);
    if (!bundle.ok) return bundle;
    bundles.push(bundle.value);
    if (bundle.value.fold === null) networks.set(bundle.value.facts.code, folder);
  }
  const models = modelsOf(bundles);
  return models.ok ? ok({ ...models.value, folders: networks }) : models;
}
