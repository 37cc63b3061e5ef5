import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { faultCode } from '../../fault-code.ts';
import { makeFolder } from '../../make-folder.ts';

const TEMPORARY = /^\.tmp-[0-9a-f]{16}$/;

/**
 * Where unfinished files lie: a folder beside the output, so that a killed run leaves nothing unfinished in the output itself. Where
 * that cannot be (the output is a disk of its own, or its parent is not writable) it is the output, and the next run tidies up.
 */
export async function temporaryFolder(output: string): Promise<string> {
  const beside = `${output}.partial`;
  try {
    await mkdir(beside, { recursive: true, mode: 0o700 });
    if ((await stat(beside)).dev === (await stat(output)).dev) return beside;
    await rmdir(beside);
  } catch (error) {
    if (faultCode(error) === null) throw error;
  }
  return output;
}

/** Writes a file whole or not at all: to a temporary name, flushed to disk, then renamed into place. */
export async function writeWhole(temporaryIn: string, path: string, bytes: Uint8Array | string, mode = 0o644): Promise<void> {
  await makeFolder(dirname(path));
  const temporary = join(temporaryIn, `.tmp-${randomBytes(8).toString('hex')}`);
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Removes what a killed run left behind. */
export async function removeTemporary(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (TEMPORARY.test(name)) await rm(join(folder, name), { force: true });
}

/** Removes the folder of unfinished files, unless it is the output or somebody else's files lie in it. */
export async function closeTemporary(folder: string, output: string): Promise<void> {
  if (folder === output) return;
  if ((await readdir(folder)).length === 0) await rmdir(folder);
}
