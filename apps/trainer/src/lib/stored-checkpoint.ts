import { ok, refuse, type Result } from '@echocohort/kernel';
import { bundleKey, readObject, type ObjectStorage } from '@echocohort/storage';

/** Where a run's checkpoint lies while it trains; gone when its bundle is stored. */
const keyOf = (runId: string): string => bundleKey(runId, 'checkpoint.bin');

/** Inside a long epoch a checkpoint is due after so many seconds: what a trainer that dies can cost. */
const EVERY_SECONDS = 120;

export const checkpointDue = ({ seconds }: { readonly seconds: number }): boolean => seconds >= EVERY_SECONDS;

/** Stores a checkpoint in place of the one before. An object is there whole or not at all, so a full store leaves the old one. */
export async function storeCheckpoint(storage: ObjectStorage, runId: string, bytes: Uint8Array): Promise<Result<null>> {
  const stored = await storage.put(keyOf(runId), bytes);
  return stored.ok ? ok(null) : refuse({ code: 'checkpoint-not-stored', detail: `The checkpoint could not be stored, the one before stays: ${stored.refusal.detail}` });
}

/** The checkpoint of a run, or null when no trainer left one. A store that does not answer is a refusal: beginning anew would throw work away. */
export async function readStoredCheckpoint(storage: ObjectStorage, runId: string): Promise<Result<Uint8Array | null>> {
  const bytes = await readObject(storage, keyOf(runId));
  return !bytes.ok && bytes.refusal.code === 'object-not-found' ? ok(null) : bytes;
}

export const removeCheckpoint = (storage: ObjectStorage, runId: string): Promise<void> => storage.remove(keyOf(runId));
