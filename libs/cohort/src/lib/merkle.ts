import { fromHex, toHex } from '@echocohort/kernel';
import { sha256Bytes } from './sha256.ts';

/** One file of a snapshot: where it lies in an export and what its bytes are. */
export interface SnapshotLeaf {
  readonly path: string;
  /** SHA-256 of the bytes, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly size: number;
}

/** Leaves that know the order of their paths by themselves. */
export interface OrderedLeaves {
  ordered(): Iterable<SnapshotLeaf>;
}

/** One step of a proof of inclusion: the sibling's hash and the side on which it stands. */
export interface ProofStep {
  readonly side: 'left' | 'right';
  readonly hash: string;
}

const encoder = new TextEncoder();

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

/**
 * Order of paths: by the bytes of their UTF-8 form, the same on every machine and in every locale. That is the order
 * of code points, in which a surrogate pair of UTF-16 stands after every single unit.
 */
export function comparePaths(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (left === right) continue;
    return isSurrogate(left) === isSurrogate(right) ? left - right : isSurrogate(left) ? 1 : -1;
  }
  return a.length - b.length;
}

/** SHA-256(0x00 || path || 0x00 || digest of the content): RFC 6962 2.1 with the path bound to the content. */
export function leafHash(leaf: Pick<SnapshotLeaf, 'path' | 'sha256'>): Uint8Array {
  const path = encoder.encode(leaf.path);
  const bytes = new Uint8Array(path.length + 34);
  bytes.set(path, 1);
  bytes.set(fromHex(leaf.sha256), path.length + 2);
  return sha256Bytes(bytes);
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(65);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 33);
  return sha256Bytes(bytes);
}

/** The largest power of two below `count` (RFC 6962 2.1: where the tree divides). */
function divide(count: number): number {
  let half = 1;
  while (half * 2 < count) half *= 2;
  return half;
}

function treeHash(hashes: readonly Uint8Array[], from: number, to: number): Uint8Array {
  const only = hashes[from];
  if (to - from === 1 && only) return only;
  const middle = from + divide(to - from);
  return nodeHash(treeHash(hashes, from, middle), treeHash(hashes, middle, to));
}

const sorted = (leaves: readonly SnapshotLeaf[]): SnapshotLeaf[] => [...leaves].sort((a, b) => comparePaths(a.path, b.path));

/** The leaves in the order of the tree. */
export const inOrder = (leaves: readonly SnapshotLeaf[] | OrderedLeaves): Iterable<SnapshotLeaf> => ('ordered' in leaves ? leaves.ordered() : sorted(leaves));

/** The Merkle root of the leaves, whatever their order; of no leaves it is the hash of nothing. Whole subtrees alone are kept: one for each bit of the count. */
export function merkleRoot(leaves: readonly SnapshotLeaf[] | OrderedLeaves): string {
  const whole: Uint8Array[] = [];
  const join = (): void => {
    const [right, left] = [whole.pop(), whole.pop()];
    if (left !== undefined && right !== undefined) whole.push(nodeHash(left, right));
  };
  let taken = 0;
  for (const leaf of inOrder(leaves)) {
    whole.push(leafHash(leaf));
    taken += 1;
    for (let count = taken; count % 2 === 0; count /= 2) join();
  }
  while (whole.length > 1) join();
  return toHex(whole[0] ?? sha256Bytes(new Uint8Array()));
}

/** The steps that lead from the leaf at `path` to the root; null when there is no such leaf. */
export function inclusionProof(leaves: readonly SnapshotLeaf[], path: string): ProofStep[] | null {
  const ordered = sorted(leaves);
  const target = ordered.findIndex((leaf) => leaf.path === path);
  if (target < 0) return null;
  const hashes = ordered.map(leafHash);
  const steps: ProofStep[] = [];
  let [from, to] = [0, hashes.length];
  while (to - from > 1) {
    const middle = from + divide(to - from);
    if (target < middle) {
      steps.push({ side: 'right', hash: toHex(treeHash(hashes, middle, to)) });
      to = middle;
    } else {
      steps.push({ side: 'left', hash: toHex(treeHash(hashes, from, middle)) });
      from = middle;
    }
  }
  return steps.reverse();
}

/** Does this leaf belong to the snapshot with this root? */
export function checkInclusion(leaf: Pick<SnapshotLeaf, 'path' | 'sha256'>, steps: readonly ProofStep[], root: string): boolean {
  let hash = leafHash(leaf);
  for (const step of steps) {
    const sibling = fromHex(step.hash);
    hash = step.side === 'left' ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
  }
  return toHex(hash) === root;
}

/** The leaf list, one `digest  path` line each in the order of the tree, as `sha256sum` writes them. */
export function* leafListLines(leaves: readonly SnapshotLeaf[] | OrderedLeaves): Generator<string> {
  for (const leaf of inOrder(leaves)) yield `${leaf.sha256}  ${leaf.path}\n`;
}
