import { fromHex, toHex } from '@echocohort/kernel';
import type { OrderedLeaves, SnapshotLeaf } from './merkle.ts';
import { grown, PackedPaths } from './packed-paths.ts';

const DIGEST = 32;

/** Leaves of a snapshot as bytes: about a hundred for each, so that what is held while a study is locked hardly grows with it. */
export class PackedLeaves implements OrderedLeaves, Iterable<SnapshotLeaf> {
  private readonly paths = new PackedPaths();
  private digests = new Uint8Array(64 * DIGEST);
  private sizes = new Float64Array(64);

  constructor(leaves: Iterable<SnapshotLeaf> = []) {
    for (const leaf of leaves) this.add(leaf);
  }

  get length(): number {
    return this.paths.count;
  }

  /** How many bytes their files have together. */
  get bytes(): number {
    return this.sizes.subarray(0, this.length).reduce((sum, size) => sum + size, 0);
  }

  add({ path, sha256, size }: SnapshotLeaf): void {
    const index = this.paths.add(path);
    this.digests = grown(this.digests, (index + 1) * DIGEST, (length) => new Uint8Array(length));
    this.sizes = grown(this.sizes, index + 1, (length) => new Float64Array(length));
    this.digests.set(fromHex(sha256), index * DIGEST);
    this.sizes[index] = size;
  }

  private at(index: number): SnapshotLeaf {
    return { path: this.paths.at(index), sha256: toHex(this.digests.subarray(index * DIGEST, (index + 1) * DIGEST)), size: this.sizes[index] ?? 0 };
  }

  /** In the order in which they were added. */
  *[Symbol.iterator](): Generator<SnapshotLeaf> {
    for (let index = 0; index < this.paths.count; index++) yield this.at(index);
  }

  /** In the order of their paths. */
  *ordered(): Generator<SnapshotLeaf> {
    for (const index of this.paths.order()) yield this.at(index);
  }
}
