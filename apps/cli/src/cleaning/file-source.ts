import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '@echocohort/dicom';

/** A file that is read piece by piece. */
export interface OpenFile extends ByteSource {
  close(): void;
}

/** Reads a piece; a fault of the source's disk is told without its code, so that it is not taken for one of writing. */
function readPiece(handle: number, bytes: Uint8Array, filled: number, position: number): number {
  try {
    return readSync(handle, bytes, filled, bytes.length - filled, position);
  } catch {
    throw new Error('a source file cannot be read');
  }
}

/** Opens a file for reading in pieces, so that memory does not grow with it. */
export function openFileSource(path: string): OpenFile {
  const handle = openSync(path, 'r');
  const { size } = fstatSync(handle);
  const readInto = (bytes: Uint8Array, offset: number): Uint8Array => {
    let filled = 0;
    while (filled < bytes.length) {
      const got = readPiece(handle, bytes, filled, offset + filled);
      if (got === 0) break;
      filled += got;
    }
    return filled === bytes.length ? bytes : bytes.subarray(0, filled);
  };
  return {
    size,
    readInto,
    read: (offset, length) => readInto(new Uint8Array(Math.max(0, Math.min(length, size - offset))), offset),
    close: () => closeSync(handle),
  };
}
