import { objectKey, type SnapshotLeaf, type SnapshotManifest } from '@echocohort/cohort';
import { ok, type Result } from '@echocohort/kernel';
import { readVerified, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import { STORAGE } from '../../platform/tokens.ts';
import { storedManifest } from './stored-manifest.ts';

/** Snapshots whose list of files is kept in memory. */
const KEPT = 4;

/** Reads a locked snapshot out of storage; what differs from what was locked is refused, not shown. */
@Injectable()
export class ReadSnapshot {
  private readonly known = new Map<string, ReadonlyMap<string, SnapshotLeaf>>();

  constructor(@Inject(STORAGE) private readonly storage: ObjectStorage) {}

  manifest(root: string): Promise<Result<SnapshotManifest>> {
    return storedManifest(this.storage, root);
  }

  /** Files of a snapshot by path. A root stands for one content for ever, so the last few are kept. */
  async leaves(root: string): Promise<Result<ReadonlyMap<string, SnapshotLeaf>>> {
    const kept = this.known.get(root);
    if (kept !== undefined) return ok(kept);
    const manifest = await this.manifest(root);
    if (!manifest.ok) return manifest;
    const leaves = new Map(manifest.value.leaves.map((leaf) => [leaf.path, leaf]));
    this.known.set(root, leaves);
    const oldest = this.known.keys().next();
    if (this.known.size > KEPT && !oldest.done) this.known.delete(oldest.value);
    return ok(leaves);
  }

  /** Text of a leaf, checked against its digest. */
  async text(leaf: SnapshotLeaf): Promise<Result<string>> {
    const bytes = await readVerified(this.storage, objectKey(leaf.sha256), leaf.sha256);
    return bytes.ok ? ok(new TextDecoder().decode(bytes.value)) : bytes;
  }
}
