import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const TEMPORARY = /^\.tmp-[0-9a-f]{16}$/;

/** Writes a file whole or not at all: to a temporary name in the same output, flushed to disk, then renamed. */
export async function writeWhole(output: string, path: string, bytes: Uint8Array | string, mode = 0o644): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(output, `.tmp-${randomBytes(8).toString('hex')}`);
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
export async function removeTemporary(output: string): Promise<void> {
  for (const name of await readdir(output)) if (TEMPORARY.test(name)) await rm(join(output, name), { force: true });
}
