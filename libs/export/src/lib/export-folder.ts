import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SnapshotManifest } from '@echocohort/cohort';
import type { OpenLeaf } from './derived/derivation.ts';
import { writeExport, type ExportOptions, type ExportSink } from './write-export.ts';

const folderSink = (root: string): ExportSink => ({
  add: async (path, content) => {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await pipeline(Readable.from(content, { objectMode: false }), createWriteStream(file, { flags: 'wx' }));
  },
});

/**
 * The export as a folder. It is written under another name and renamed at the end: when the disk is full, or a leaf is
 * not what was locked, nothing stands under the name that was asked for.
 */
export async function exportFolder(manifest: SnapshotManifest, open: OpenLeaf, target: string, options: ExportOptions = {}): Promise<void> {
  const unfinished = `${target}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  try {
    await mkdir(unfinished, { recursive: true });
    await writeExport(manifest, open, folderSink(unfinished), options);
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}
