import type { Readable } from 'node:stream';
import type { Refusal, Result } from '@echocohort/kernel';

/** Expected answers of a store other than success. */
export interface StorageRefusal extends Refusal {
  readonly code: 'object-not-found' | 'storage-full' | 'content-differs' | 'range-not-satisfiable' | 'storage-unavailable';
}

/** What the caller says the content is; the store keeps nothing that is otherwise. */
export interface ExpectedContent {
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly size: number;
}

/** What was stored, as counted and digested on the way in. */
export interface StoredContent {
  readonly sha256: string;
  readonly size: number;
}

/** Bytes `start` to `end`, both included, as in HTTP; without `end` to the last one. */
export interface ByteRange {
  readonly start: number;
  readonly end?: number;
}

export interface ObjectStream {
  /** Size of the whole object, also when a range is read. */
  readonly size: number;
  readonly stream: Readable;
}

export interface ObjectEntry {
  readonly key: string;
  readonly size: number;
}

/** Bytes at once, or in pieces from a stream; a stream that throws leaves nothing behind and its error is thrown on. */
export type ObjectContent = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Where objects are kept: files, or an S3 service. An object is there whole or not at all, whatever is cut off when.
 * Writing a key again replaces the object in one step.
 */
export interface ObjectStorage {
  put(key: string, content: ObjectContent, expected?: ExpectedContent): Promise<Result<StoredContent, StorageRefusal>>;
  get(key: string, range?: ByteRange): Promise<Result<ObjectStream, StorageRefusal>>;
  stat(key: string): Promise<Result<ObjectEntry, StorageRefusal>>;
  /** Keys that begin so, in no promised order (S3 servers differ); sort where it matters. */
  list(prefix: string): AsyncIterable<ObjectEntry>;
  /** Gone afterwards, whether it was there or not. */
  remove(key: string): Promise<void>;
  /** Removes what uploads begun before this moment left unfinished; answers how many. */
  removeAbandoned(begunBefore: Date): Promise<number>;
  /** Throws when the store does not answer. */
  ping(): Promise<void>;
}
