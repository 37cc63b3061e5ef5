import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelPredictions } from '@echocohort/analyses';
import { refuse, type Result } from '@echocohort/kernel';
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

/** The model bundles that the call names, for the snapshot that is reported. */
export async function readBundles(folders: readonly string[], snapshotRoot: string): Promise<Result<{ models: ModelPredictions[]; facts: BundleFacts[] }>> {
  const bundles: ReadBundle[] = [];
  for (const folder of folders) {
    const files = await bundleFiles(folder);
    if (files === null) return refuse({ code: 'bundle-unreadable', detail: 'A folder named with --bundle cannot be read; give the folder that "echocohort train" wrote.' });
    const bundle = readBundle(files, snapshotRoot);
    if (!bundle.ok) return bundle;
    bundles.push(bundle.value);
  }
  return modelsOf(bundles);
}
