import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportSource, SourceFile } from './export-source.ts';

/** Files up to this size are read in one call, larger ones in pieces: hashing is then bound by the disk and the digest. */
const PIECE = 1 << 22;

async function walk(root: string, below: string, files: SourceFile[]): Promise<void> {
  for (const entry of await readdir(join(root, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) await walk(root, path, files);
    // A link or a device is listed too, with size 0: it is no part of an export and must be named.
    else files.push({ path, size: entry.isFile() ? (await stat(join(root, path))).size : 0 });
  }
}

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  if ((await stat(file)).size <= PIECE) yield await readFile(file);
  else yield* createReadStream(file, { highWaterMark: PIECE });
}

/** An export as an unpacked folder. */
export function folderSource(root: string): ExportSource {
  return {
    async list(): Promise<SourceFile[]> {
      const files: SourceFile[] = [];
      await walk(root, '', files);
      return files;
    },
    read: (path) => bytesOf(join(root, path)),
    close: () => Promise.resolve(),
  };
}
