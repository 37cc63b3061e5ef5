import { objectKey, readObject, snapshotManifestKey, type ObjectStorage } from '@echocohort/storage';
import { ok } from '@echocohort/kernel';
import type { SnapshotSource } from '@echocohort/training';

/** A locked snapshot as it lies in the object storage: the manifest under its root, the leaves under their digests. */
export const storageSnapshot = (storage: ObjectStorage, root: string): SnapshotSource => ({
  manifest: async () => {
    const bytes = await readObject(storage, snapshotManifestKey(root));
    return bytes.ok ? ok(new TextDecoder().decode(bytes.value)) : bytes;
  },
  leaf: ({ sha256 }) => readObject(storage, objectKey(sha256)),
});
