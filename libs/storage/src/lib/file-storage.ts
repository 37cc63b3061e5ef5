import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { ContentDigest, pieces } from './content-digest.ts';
import { errorCode } from './error-code.ts';
import { assertKey } from './object-keys.ts';
import type { ByteRange, ExpectedContent, ObjectContent, ObjectEntry, ObjectStorage, ObjectStream, StorageRefusal, StoredContent } from './object-storage.ts';

/** Opens the temporary file; specs hand in one whose disk is full. */
export type OpenFile = (path: string, flags: string, mode?: number) => Promise<Pick<FileHandle, 'write' | 'sync' | 'datasync' | 'close'>>;

const INCOMING = '.incoming';
/** Bytes that are read at once; larger buffers are fetched from the system and given back each time. */
const LARGEST_PIECE = 1 << 16;
/** Every so many bytes of a long object begin their way to the disk while the next are made. */
const FORCED_EVERY = 1 << 26;
const notFound = refuse<StorageRefusal>({ code: 'object-not-found', detail: 'There is no such object.' });

/** Raised inside `put` to leave it with a refusal; never seen outside. */
class PutRefused extends Error {
  constructor(readonly refusal: StorageRefusal) {
    super(refusal.code);
  }
}

function diskRefusal(error: unknown): StorageRefusal | null {
  const code = errorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return { code: 'storage-full', detail: 'The storage is full; nothing was stored. Free space, then send it again.' };
  if (code === 'EROFS' || code === 'EIO' || code === 'EACCES' || code === 'EPERM') return { code: 'storage-unavailable', detail: 'The storage cannot be written; nothing was stored.' };
  return null;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * Objects as files below one folder. A new object is written under a name of its own in `.incoming`, forced to disk,
 * compared, and only then renamed to its key, and the folder forced to disk too: after a power cut it is there whole
 * or not at all. Leftovers of a crash are never listed and go with `removeAbandoned`.
 */
export class FileStorage implements ObjectStorage {
  constructor(private readonly root: string, private readonly openFile: OpenFile = open) {}

  async put(key: string, content: ObjectContent, expected?: ExpectedContent): Promise<Result<StoredContent, StorageRefusal>> {
    assertKey(key);
    const temporary = join(this.root, INCOMING, `${Date.now().toString(36)}-${randomBytes(12).toString('hex')}`);
    try {
      const stored = await this.#write(temporary, content, expected);
      await this.#publish(temporary, this.#path(key));
      return ok(stored);
    } catch (error) {
      await rm(temporary, { force: true });
      if (error instanceof PutRefused) return refuse(error.refusal);
      throw error;
    }
  }

  /** Errors of the disk become refusals here; errors of the content's source stay what they are. */
  async #write(temporary: string, content: ObjectContent, expected?: ExpectedContent): Promise<StoredContent> {
    const onDisk = <T>(work: Promise<T>): Promise<T> => work.catch((error: unknown) => {
      const refusal = diskRefusal(error);
      throw refusal === null ? error : new PutRefused(refusal);
    });
    await onDisk(mkdir(dirname(temporary), { recursive: true, mode: 0o700 }));
    const file = await onDisk(this.openFile(temporary, 'wx', 0o600));
    const digest = new ContentDigest();
    let [waiting, forced] = [0, Promise.resolve()];
    try {
      for await (const piece of pieces(content)) {
        digest.add(piece);
        for (let offset = 0; offset < piece.length;) offset += (await onDisk(file.write(piece, offset))).bytesWritten;
        waiting += piece.length;
        if (waiting >= FORCED_EVERY) {
          await onDisk(forced);
          [waiting, forced] = [0, file.datasync()];
          // Heard when it is awaited, above or below; until then Node must not think that nobody does.
          forced.catch(() => undefined);
        }
      }
      const stored = digest.finish(expected);
      if (!stored.ok) throw new PutRefused(stored.refusal);
      await onDisk(forced);
      await onDisk(file.sync());
      return stored.value;
    } finally {
      await file.close();
    }
  }

  async #publish(temporary: string, target: string): Promise<void> {
    const folder = dirname(target);
    try {
      const firstMade = await mkdir(folder, { recursive: true, mode: 0o700 });
      await rename(temporary, target);
      await syncFolder(folder);
      if (firstMade !== undefined) for (let path = dirname(folder); path.startsWith(this.root); path = dirname(path)) await syncFolder(path);
    } catch (error) {
      const refusal = diskRefusal(error);
      throw refusal === null ? error : new PutRefused(refusal);
    }
  }

  async get(key: string, range?: ByteRange): Promise<Result<ObjectStream, StorageRefusal>> {
    assertKey(key);
    const file = await open(this.#path(key), 'r').catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    });
    if (file === null) return notFound;
    const { size } = await file.stat();
    if (range !== undefined && (range.start >= size || (range.end ?? range.start) < range.start)) {
      await file.close();
      return refuse({ code: 'range-not-satisfiable', detail: `The object has ${size} bytes.`, facts: { size } });
    }
    const [start, end] = [range?.start ?? 0, Math.min(range?.end ?? size - 1, size - 1)];
    // An object does not change: where its end is known it is not looked for, and no buffer is larger than what it is for.
    const piece = Math.max(1, Math.min(end - start + 1, LARGEST_PIECE));
    return ok({ size, stream: file.createReadStream(size === 0 ? {} : { start, end, highWaterMark: piece }) });
  }

  async stat(key: string): Promise<Result<ObjectEntry, StorageRefusal>> {
    assertKey(key);
    try {
      return ok({ key, size: (await stat(this.#path(key))).size });
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return notFound;
      throw error;
    }
  }

  async *list(prefix: string): AsyncIterable<ObjectEntry> {
    yield* this.#walk('', prefix);
  }

  async *#walk(folder: string, prefix: string): AsyncIterable<ObjectEntry> {
    const entries = await readdir(join(this.root, folder), { withFileTypes: true }).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    });
    for (const entry of entries) {
      if (entry.name === INCOMING) continue;
      const isFolder = entry.isDirectory();
      const path = `${folder}${entry.name}${isFolder ? '/' : ''}`;
      if (isFolder && (path.startsWith(prefix) || prefix.startsWith(path))) yield* this.#walk(path, prefix);
      else if (!isFolder && path.startsWith(prefix)) {
        const found = await this.stat(path);
        if (found.ok) yield found.value;
      }
    }
  }

  async remove(key: string): Promise<void> {
    assertKey(key);
    await rm(this.#path(key), { force: true });
  }

  async removeAbandoned(begunBefore: Date): Promise<number> {
    let removed = 0;
    const folder = join(this.root, INCOMING);
    for (const name of await readdir(folder).catch(() => [])) {
      const found = await stat(join(folder, name)).catch(() => null);
      if (found !== null && found.mtime < begunBefore) {
        await rm(join(folder, name), { force: true });
        removed += 1;
      }
    }
    return removed;
  }

  async ping(): Promise<void> {
    await mkdir(join(this.root, INCOMING), { recursive: true, mode: 0o700 });
    await readdir(join(this.root, INCOMING));
  }

  #path(key: string): string {
    return join(this.root, ...key.split('/'));
  }
}
