import { bundleKey, readVerified, stagedName, type ObjectStorage } from '@echocohort/storage';
import type { BundleSummary } from '@echocohort/model';
import { RefusalError } from '../../http/refusal.error.ts';

/**
 * Gives the files of a bundle, as the trainer that ended the training stored them, their own names. Only what has the announced digest is
 * copied, so it does not matter how often or how late this is done; a file that is not there or another one is found by whoever verifies the
 * bundle. A store that refuses ends the attempt, and the queue tries again.
 */
export async function takeStagedBundle(storage: ObjectStorage, runId: string, { files }: BundleSummary, taking: number): Promise<void> {
  for (const { path, sha256, size } of files) {
    const staged = await readVerified(storage, bundleKey(runId, stagedName(taking, path)), sha256);
    if (!staged.ok) continue;
    const stored = await storage.put(bundleKey(runId, path), staged.value, { sha256, size });
    if (!stored.ok) throw new RefusalError(stored.refusal);
  }
}
