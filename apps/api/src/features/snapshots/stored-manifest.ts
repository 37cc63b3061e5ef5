import { manifestKey, readManifest, type SnapshotManifest } from '@echocohort/cohort';
import { refuse, type Result } from '@echocohort/kernel';
import { readObject, type ObjectStorage } from '@echocohort/storage';

/** The manifest of a locked snapshot as it lies in storage; one of another snapshot is refused. Needs neither Nest nor the database, so any process may read it. */
export async function storedManifest(storage: ObjectStorage, root: string): Promise<Result<SnapshotManifest>> {
  const bytes = await readObject(storage, manifestKey(root));
  if (!bytes.ok) return bytes;
  const manifest = readManifest(new TextDecoder().decode(bytes.value));
  if (!manifest.ok || manifest.value.record.root === root) return manifest;
  return refuse({ code: 'manifest-root-differs', detail: 'The stored manifest is that of another snapshot.' });
}
