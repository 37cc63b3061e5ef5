/**
 * Bytes of a file that need not be in memory. `read` answers exactly `length` bytes or, at the end of the file, fewer; what it answers
 * stays as it is. Synchronous, as file handles of Node and the reader of a browser's worker are.
 */
export interface ByteSource {
  readonly size: number;
  read(offset: number, length: number): Uint8Array;
  /** Fills the buffer, or as much of it as the file has, and answers that part: for callers that look at one piece after the other. */
  readInto?(buffer: Uint8Array, offset: number): Uint8Array;
}

/** Bytes in memory as a source; nothing is copied. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}
