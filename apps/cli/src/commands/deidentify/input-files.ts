import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** One thing found in the input. `path` is relative to the input, with forward slashes. */
export interface InputFile {
  readonly path: string;
  readonly file: string;
  /** Links, devices, pipes and sockets are reported and never opened. */
  readonly regular: boolean;
  readonly size: number;
  readonly modified: number;
}

async function walk(folder: string, prefix: string, found: InputFile[]): Promise<void> {
  const names = (await readdir(folder)).sort();
  for (const name of names) {
    const file = join(folder, name);
    const state = await lstat(file);
    if (state.isDirectory()) await walk(file, `${prefix}${name}/`, found);
    else found.push({ path: prefix + name, file, regular: state.isFile(), size: state.size, modified: state.mtimeMs });
  }
}

/** All files under the input in one stable order; null when the input does not exist. Links are not followed, not even the input itself. */
export async function inputFiles(input: string): Promise<InputFile[] | null> {
  const state = await lstat(input).catch(() => null);
  if (state === null) return null;
  const found: InputFile[] = [];
  if (state.isDirectory()) await walk(input, '', found);
  else found.push({ path: basename(input), file: input, regular: state.isFile(), size: state.size, modified: state.mtimeMs });
  return found;
}
