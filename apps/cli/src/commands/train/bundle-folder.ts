import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const CHECKPOINT = 'checkpoint.bin';
const LAST_FILE = 'MANIFEST.sha256';

const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false);

/** Writes a file whole or not at all: under another name, forced to disk, then renamed. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

/** The folder that a training writes to. Its manifest comes last: a folder with one is a finished bundle. */
export class BundleFolder {
  private readonly folder: string;
  constructor(folder: string) {
    this.folder = folder;
  }

  prepare(): Promise<unknown> {
    return mkdir(this.folder, { recursive: true });
  }

  isFinished(): Promise<boolean> {
    return exists(join(this.folder, LAST_FILE));
  }

  async checkpoint(): Promise<Uint8Array | null> {
    const path = join(this.folder, CHECKPOINT);
    return (await exists(path)) ? readFile(path) : null;
  }

  keepCheckpoint(bytes: Uint8Array): Promise<void> {
    return writeWhole(join(this.folder, CHECKPOINT), bytes);
  }

  async finish(files: readonly { readonly path: string; readonly bytes: Uint8Array }[]): Promise<void> {
    const last = files.filter(({ path }) => path === LAST_FILE);
    for (const { path, bytes } of [...files.filter((file) => file.path !== LAST_FILE), ...last]) await writeWhole(join(this.folder, path), bytes);
    await rm(join(this.folder, CHECKPOINT), { force: true });
  }
}
