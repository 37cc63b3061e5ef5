import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A file that is being written and has no name in the output yet. */
export interface UnfinishedFile {
  write(bytes: Uint8Array): void;
  writeAt(offset: number, bytes: Uint8Array): void;
}

function writeAll(handle: number, bytes: Uint8Array, position: number | null): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at, bytes.length - at, position === null ? null : position + at);
}

/** Writes a file under a temporary name and flushes it to disk; gives the name. On a fault nothing stays. */
export function writeTemporary(folder: string, fill: (file: UnfinishedFile) => void): string {
  const name = join(folder, `.tmp-${randomBytes(8).toString('hex')}`);
  const handle = openSync(name, 'wx', 0o644);
  let written = 0;
  try {
    try {
      fill({
        write: (bytes) => {
          writeAll(handle, bytes, written);
          written += bytes.length;
        },
        writeAt: (offset, bytes) => writeAll(handle, bytes, offset),
      });
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    return name;
  } catch (error) {
    rmSync(name, { force: true });
    throw error;
  }
}
