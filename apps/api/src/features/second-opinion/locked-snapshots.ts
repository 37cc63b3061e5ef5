import { manifestKey, objectKey } from '@echocohort/cohort';
import { ok, type Result } from '@echocohort/kernel';
import { readObject, type ObjectStorage } from '@echocohort/storage';
import type { LockedSnapshot } from '@echocohort/training';
import { Inject, Injectable } from '@nestjs/common';
import { sha256 } from '../../platform/sha256.ts';
import { STORAGE } from '../../platform/tokens.ts';

/** Snapshots whose tables stay read. */
const KEPT = 2;

/** Locked snapshots read as training reads them, every byte by digest. A root stands for one content for ever. */
@Injectable()
export class LockedSnapshots {
  private readonly known = new Map<string, LockedSnapshot>();

  constructor(@Inject(STORAGE) private readonly storage: ObjectStorage) {}

  async of(root: string): Promise<Result<LockedSnapshot>> {
    const kept = this.known.get(root);
    if (kept !== undefined) return ok(kept);
    const { readSnapshot } = await import('@echocohort/training');
    const source = {
      manifest: async (): Promise<Result<string>> => {
        const bytes = await readObject(this.storage, manifestKey(root));
        return bytes.ok ? ok(new TextDecoder().decode(bytes.value)) : bytes;
      },
      leaf: ({ sha256: digest }: { readonly sha256: string }) => readObject(this.storage, objectKey(digest)),
    };
    const read = await readSnapshot(source, sha256, root);
    if (!read.ok) return read;
    this.known.set(root, read.value);
    const oldest = this.known.keys().next();
    if (this.known.size > KEPT && !oldest.done) this.known.delete(oldest.value);
    return read;
  }
}
