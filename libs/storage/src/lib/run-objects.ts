import { bundleKey } from './object-keys.ts';
import type { ObjectStorage } from './object-storage.ts';

/**
 * Names, under a run, of what a trainer stores before the model is registered. They hold the number of the taking, so no two trainers ever
 * write the same object; which of them count is said by the database, to which only the holder of the lease can write.
 */
export const checkpointName = (taking: number): string => `checkpoint-${taking}.bin`;

/** A file of the bundle as its trainer stored it; the worker that registers the model copies it to its own name. */
export const stagedName = (taking: number, path: string): string => `staged-${taking}__${path}`;

const STAGED = /^staged-(\d+)__/;
const CHECKPOINT = /^checkpoint(-(\d+))?\.bin$/;

/** What is left under a run besides the files of its model; the taking is null for a checkpoint from before takings were numbered. */
export interface Leftover {
  readonly kind: 'checkpoint' | 'staged';
  readonly taking: number | null;
}

/** Says of a key under `models/` whether it is a leftover, and of which run. */
export function leftoverOf(key: string): { readonly runId: string; readonly leftover: Leftover } | null {
  const [kind, runId, name, more] = key.split('/');
  if (kind !== 'models' || runId === undefined || name === undefined || more !== undefined) return null;
  const staged = STAGED.exec(name);
  if (staged) return { runId, leftover: { kind: 'staged', taking: Number(staged[1]) } };
  const checkpoint = CHECKPOINT.exec(name);
  return checkpoint ? { runId, leftover: { kind: 'checkpoint', taking: checkpoint[2] === undefined ? null : Number(checkpoint[2]) } } : null;
}

/** Removes the leftovers of a run, all or those that are meant; the files of its model stay. */
export async function removeLeftovers(storage: Pick<ObjectStorage, 'list' | 'remove'>, runId: string, meant: (leftover: Leftover) => boolean = () => true): Promise<void> {
  const keys: string[] = [];
  for await (const { key } of storage.list(bundleKey(runId, ''))) {
    const found = leftoverOf(key);
    if (found && meant(found.leftover)) keys.push(key);
  }
  for (const key of keys) await storage.remove(key);
}
