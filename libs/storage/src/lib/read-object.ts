import { createHash } from 'node:crypto';
import { ok, refuse, type Result } from '@echocohort/kernel';
import type { ObjectStorage, StorageRefusal } from './object-storage.ts';

/** A whole object in memory: for manifests and images, not for exports. */
export async function readObject(storage: ObjectStorage, key: string): Promise<Result<Uint8Array, StorageRefusal>> {
  const found = await storage.get(key);
  if (!found.ok) return found;
  const chunks: Buffer[] = [];
  for await (const chunk of found.value.stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return ok(new Uint8Array(Buffer.concat(chunks)));
}

/** A whole object that must have this digest; a byte that differs is a refusal, not data. */
export async function readVerified(storage: ObjectStorage, key: string, sha256: string): Promise<Result<Uint8Array, StorageRefusal>> {
  const read = await readObject(storage, key);
  if (!read.ok) return read;
  const found = createHash('sha256').update(read.value).digest('hex');
  if (found === sha256) return read;
  return refuse({ code: 'content-differs', detail: 'A stored object is not what it was when it was recorded; restore it from a backup.', facts: { expected: sha256, found } });
}
