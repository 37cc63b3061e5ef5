import { constants } from 'node:fs';
import { access, mkdir, open, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ok, refuse, type Result } from '@echocohort/kernel';

const CHECKPOINT = 'checkpoint.bin';
const LAST_FILE = 'MANIFEST.sha256';

const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false);

const isFull = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');

/** Opens a file to write; specs hand in one whose disk is full. */
export type OpenFile = (path: string, flags: string) => Promise<{ writeFile(bytes: Uint8Array): Promise<void>; sync(): Promise<void>; close(): Promise<void> }>;

/** Writes a file whole or not at all: under another name, forced to disk, then renamed. */
async function writeWhole(path: string, bytes: Uint8Array, openFile: OpenFile): Promise<void> {
  const temporary = `${path}.new`;
  try {
    const file = await openFile(temporary, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The folder that a training writes to. Its manifest comes last: a folder with one is a finished bundle. */
export class BundleFolder {
  private readonly folder: string;
  private readonly openFile: OpenFile;
  constructor(folder: string, openFile: OpenFile = open) {
    this.folder = folder;
    this.openFile = openFile;
  }

  /** Makes the folder where it is missing. */
  async prepare(): Promise<Result<null>> {
    try {
      await mkdir(this.folder, { recursive: true });
      await access(this.folder, constants.W_OK);
      return ok(null);
    } catch {
      return refuse({ code: 'bundle-folder-unusable', detail: 'The folder of --out cannot be made or written to; name another one.' });
    }
  }

  isFinished(): Promise<boolean> {
    return exists(join(this.folder, LAST_FILE));
  }

  async checkpoint(): Promise<Uint8Array | null> {
    const path = join(this.folder, CHECKPOINT);
    return (await exists(path)) ? readFile(path) : null;
  }

  /** Keeps a checkpoint in place of the one before; a full disk leaves that one. */
  async keepCheckpoint(bytes: Uint8Array): Promise<Result<null>> {
    try {
      await writeWhole(join(this.folder, CHECKPOINT), bytes, this.openFile);
      return ok(null);
    } catch (error) {
      if (!isFull(error)) throw error;
      return refuse({ code: 'checkpoint-disk-full', detail: 'The disk is full: the checkpoint was not written, the one before stays. Free space; the training goes on.' });
    }
  }

  /** Writes the bundle, its manifest last; a full disk refuses it, takes away what was written and leaves the checkpoint, from which the training can be taken up. */
  async finish(files: readonly { readonly path: string; readonly bytes: Uint8Array }[]): Promise<Result<null>> {
    const last = files.filter(({ path }) => path === LAST_FILE);
    const written: string[] = [];
    try {
      for (const { path, bytes } of [...files.filter((file) => file.path !== LAST_FILE), ...last]) {
        const target = join(this.folder, path);
        await mkdir(dirname(target), { recursive: true });
        await writeWhole(target, bytes, this.openFile);
        written.push(path);
      }
    } catch (error) {
      if (!isFull(error)) throw error;
      await this.takeAway(written);
      const kept = (await this.checkpoint()) !== null;
      return refuse({ code: 'bundle-disk-full', detail: `The disk is full: the model bundle was not written. Free space and ${kept ? 'run the same command with --resume' : 'train again; no checkpoint could be kept either'}.` });
    }
    await rm(join(this.folder, CHECKPOINT), { force: true });
    return ok(null);
  }

  /** Removes files of a bundle that could not be finished, and the folders that they leave empty. */
  private async takeAway(paths: readonly string[]): Promise<void> {
    for (const path of paths) await rm(join(this.folder, path), { force: true });
    for (const inner of new Set(paths.filter((path) => path.includes('/')).map((path) => dirname(path)))) await rmdir(join(this.folder, inner)).catch(() => undefined); // something else lies in it
  }
}
