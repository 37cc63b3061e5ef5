import { IMAGES_PATH, LESIONS_PATH, PROTOCOL_PATH, readManifest, readTrainingIndex, SPLITS_PATH, type SnapshotLeaf, type SnapshotManifest, type TrainingIndex } from '@echocohort/cohort';
import { ok, refuse, type Result, type Sha256Hex } from '@echocohort/kernel';

/** Where a snapshot lies: an object storage, or the folder of an export. */
export interface SnapshotSource {
  /** The text of the manifest. */
  manifest(): Promise<Result<string>>;
  /** The bytes of a leaf, not yet checked. */
  leaf(leaf: SnapshotLeaf): Promise<Result<Uint8Array>>;
}

/** A locked snapshot whose manifest is sound; every leaf is checked when it is read. */
export interface LockedSnapshot {
  readonly manifest: SnapshotManifest;
  readonly root: string;
  /** SHA-256 of `splits.tsv`. */
  readonly splitDigest: string;
  readonly index: TrainingIndex;
  /** A leaf's bytes; refused when they are not the locked ones. */
  read(path: string): Promise<Result<Uint8Array>>;
}

type LeafReader = LockedSnapshot['read'];

/** Reads leaves by digest: a byte that differs from what was locked never reaches a training. */
function leafReader(leaves: readonly SnapshotLeaf[], source: SnapshotSource, sha256: Sha256Hex): LeafReader {
  const byPath = new Map(leaves.map((leaf) => [leaf.path, leaf]));
  return async (path) => {
    const leaf = byPath.get(path);
    if (!leaf) return refuse({ code: 'snapshot-leaf-missing', detail: `The snapshot holds no ${path}.`, facts: { path } });
    const bytes = await source.leaf(leaf);
    if (!bytes.ok) return bytes;
    if (sha256(bytes.value) !== leaf.sha256) return refuse({ code: 'snapshot-leaf-differs', detail: `${path} is not the file that was locked; nothing is trained from it. Verify the export or the storage.`, facts: { path } });
    return bytes;
  };
}

/** Opens a snapshot: manifest recomputed, the root compared with the one asked for, the tables read. */
export async function readSnapshot(source: SnapshotSource, sha256: Sha256Hex, expectedRoot?: string): Promise<Result<LockedSnapshot>> {
  const text = await source.manifest();
  if (!text.ok) return text;
  const manifest = readManifest(text.value);
  if (!manifest.ok) return manifest;
  const { record, leaves } = manifest.value;
  if (expectedRoot !== undefined && record.root !== expectedRoot) return refuse({ code: 'snapshot-root-differs', detail: 'The snapshot found is not the one that was asked for.', facts: { expected: expectedRoot, found: record.root } });
  const read = leafReader(leaves, source, sha256);
  const texts = new Map<string, string>();
  for (const path of [PROTOCOL_PATH, LESIONS_PATH, SPLITS_PATH, IMAGES_PATH]) {
    const bytes = await read(path);
    if (!bytes.ok) return bytes;
    texts.set(path, new TextDecoder().decode(bytes.value));
  }
  const index = readTrainingIndex((path) => texts.get(path) ?? '');
  if (!index.ok) return index;
  const splitDigest = leaves.find(({ path }) => path === SPLITS_PATH)?.sha256 ?? '';
  return ok({ manifest: manifest.value, root: record.root, splitDigest, index: index.value, read });
}
