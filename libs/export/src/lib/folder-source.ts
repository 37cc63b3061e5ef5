import { createReadStream, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportSource, SourceFile } from './export-source.ts';

/** Files up to this size are read in one call, larger ones in pieces. */
const PIECE = 1 << 22;

function walk(root: string, below: string, files: SourceFile[]): void {
  for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) walk(root, path, files);
    // A link or a device is listed too, with size 0: it is no part of an export and must be named.
    else files.push({ path, size: entry.isFile() ? statSync(join(root, path)).size : 0 });
  }
}

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  const found = lstatSync(file);
  if (!found.isFile()) throw new Error('this is a link or a device, not a file of an export');
  if (found.size <= PIECE) yield readFileSync(file);
  else yield* createReadStream(file, { highWaterMark: PIECE });
}

/**
 * An export as an unpacked folder. Small files are read synchronously: this is for the command line, where nobody else
 * waits, and a trip through the thread pool costs more than hashing such a file.
 */
export function folderSource(root: string): ExportSource {
  return {
    list(): Promise<SourceFile[]> {
      const files: SourceFile[] = [];
      walk(root, '', files);
      return Promise.resolve(files);
    },
    read: (path) => bytesOf(join(root, path)),
    close: () => Promise.resolve(),
  };
}
