import { accessSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { TEXT_MODEL_FILES } from '@echocohort/text-detection';

const RUNTIME = 'onnxruntime-node';

/** Finds a module from the program that runs, or from the folder that it runs in. */
function resolveFrom(name: string): string | null {
  for (const from of [process.argv[1] ?? '', join(process.cwd(), 'package.json')]) {
    try {
      return createRequire(from).resolve(name);
    } catch {
      // The next place may have it.
    }
  }
  return null;
}

/** Folder of the model package; the package exports none of its files. Null when it is not installed. */
export function modelFolder(): string | null {
  const entry = resolveFrom(`${TEXT_MODEL_FILES.package}/node`);
  return entry === null ? null : dirname(entry);
}

/** Whether the networks and their runtime lie on this machine; nothing is loaded for the answer. */
export function textModelInstalled(): boolean {
  const folder = modelFolder();
  if (folder === null || resolveFrom(RUNTIME) === null) return false;
  try {
    for (const file of [TEXT_MODEL_FILES.detection, TEXT_MODEL_FILES.recognition, TEXT_MODEL_FILES.letters]) accessSync(join(folder, file));
    return true;
  } catch {
    return false;
  }
}
