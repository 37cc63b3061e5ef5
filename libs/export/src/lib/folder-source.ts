import { closeSync, createReadStream, fstatSync, lstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportSource, SourceFile } from './export-source.ts';

/** Files up to this size are read in one call, larger ones in pieces. */
const PIECE = 1 << 22;

function* walk(root: string, below: string): Generator<SourceFile> {
  for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(root, path);
    // A link or a device is listed too, with size 0: it is no part of an export and must be named.
    else yield { path, size: entry.isFile() ? statSync(join(root, path)).size : 0 };
  }
}

/** Fills the buffer from a file as far as it goes. */
export function fill(file: number, buffer: Uint8Array, position: number): number {
  let read = 0;
  for (let more = 1; more > 0 && read < buffer.length; read += more) more = readSync(file, buffer, read, buffer.length - read, position + read);
  return read;
}

/** Memory that is used again for every small file; it grows to the largest of them. */
export function scratch(): (length: number) => Buffer {
  let buffer = Buffer.alloc(0);
  return (length) => {
    if (buffer.length < length) buffer = Buffer.alloc(Math.max(length, Math.min(PIECE, buffer.length * 2), 1 << 16));
    return buffer.subarray(0, length);
  };
}

function sizeOf(name: string): number {
  const found = lstatSync(name);
  if (!found.isFile()) throw new Error('this is a link or a device, not a file of an export');
  return found.size;
}

/** The bytes of a small file, put where `room` says; null when it is larger. */
function small(name: string, room: (length: number) => Buffer): Uint8Array | null {
  if (sizeOf(name) > PIECE) return null;
  const file = openSync(name, 'r');
  try {
    const { size } = fstatSync(file);
    if (size > PIECE) return null;
    const bytes = room(size);
    return bytes.subarray(0, fill(file, bytes, 0));
  } finally {
    closeSync(file);
  }
}

async function* bytesOf(name: string): AsyncGenerator<Uint8Array> {
  const whole = small(name, (length) => Buffer.alloc(length));
  if (whole === null) yield* createReadStream(name, { highWaterMark: PIECE });
  else yield whole;
}

/**
 * An export as an unpacked folder. Small files are read synchronously: this is for the command line, where nobody else
 * waits, and a trip through the thread pool costs more than hashing such a file.
 */
export function folderSource(root: string): ExportSource {
  const room = scratch();
  return {
    list: () => Promise.resolve(walk(root, '')),
    read: (path) => bytesOf(join(root, path)),
    lend: (path) => small(join(root, path), room),
    close: () => Promise.resolve(),
  };
}
