import { ok, refuse, type Result } from '@echocohort/kernel';
import { bundleKey, readObject, type ObjectStorage, type StorageRefusal } from '@echocohort/storage';

/** Inside a long epoch a checkpoint is due after so many seconds: what a trainer that dies can cost. */
const EVERY_SECONDS = 120;

export const checkpointDue = ({ seconds }: { readonly seconds: number }): boolean => seconds >= EVERY_SECONDS;

const notStored = ({ code, detail }: StorageRefusal): Result<never> =>
  refuse({ code: 'checkpoint-not-stored', detail: `The checkpoint could not be stored, the one before stays: ${detail}`, facts: { because: code } });

/** Stores a checkpoint in place of the one before of the same taking. An object is there whole or not at all, so a full store leaves the old one. */
export async function storeCheckpoint(storage: ObjectStorage, runId: string, name: string, bytes: Uint8Array): Promise<Result<null>> {
  const stored = await storage.put(bundleKey(runId, name), bytes);
  return stored.ok ? ok(null) : notStored(stored.refusal);
}

/** The checkpoint that counts, or null when no trainer left one. A store that does not answer is a refusal: beginning anew would throw work away. */
export async function readStoredCheckpoint(storage: ObjectStorage, runId: string, name: string | null): Promise<Result<Uint8Array | null>> {
  if (name === null) return ok(null);
  const bytes = await readObject(storage, bundleKey(runId, name));
  return !bytes.ok && bytes.refusal.code === 'object-not-found' ? ok(null) : bytes;
}
