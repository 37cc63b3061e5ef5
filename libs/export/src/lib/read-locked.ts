import { leafListDigest, leafSchema, merkleRoot, readManifest, snapshotManifestSchema, type OrderedLeaves, type SnapshotLeaf, type SnapshotManifest } from '@echocohort/cohort';
import type { Difference, DifferenceKind } from './difference.ts';
import { SNAPSHOT_PATH } from './export-files.ts';
import { EXPORT_LIST_PATH, exportListSchema, listDigest, readExportList, type ExportList } from './export-list.ts';
import { readText, type ExportSource } from './export-source.ts';
import { digestBytes, type DigestColumn, type FileDigests } from './file-digests.ts';
import { readLongList } from './json-list.ts';

/** What SNAPSHOT.json says beside its leaves, which stand in their column. */
export type SnapshotHead = Omit<SnapshotManifest, 'leaves'>;

/** What EXPORT.json says beside its files, which stand in their column. */
export interface ListHead {
  readonly root: string;
  readonly attestation: ExportList['attestation'];
  /** Digest of the list that the server signed. */
  readonly digest: string;
  /** It lists a file that is a leaf. */
  readonly holdsLeaf: boolean;
}

export interface ReadHead<Head> {
  readonly head: Head | null;
  readonly faults: readonly Difference[];
}

/** The leaves of a column in the order of the tree. */
export const leavesOf = ({ files }: FileDigests, column: DigestColumn, counts: (number: number) => boolean = () => true): OrderedLeaves => ({
  *ordered(): Generator<SnapshotLeaf> {
    for (const number of files.ordered()) {
      const sha256 = counts(number) ? column.hexOf(number) : null;
      if (sha256 !== null) yield { path: files.pathOf(number), sha256, size: 0 };
    }
  },
});

/** SNAPSHOT.json leaf by leaf; null unless it is whole in itself, as `readManifest` asks: whoever wants to know why reads it with that. */
async function readSoundSnapshot(source: ExportSource, digests: FileDigests): Promise<SnapshotHead | null> {
  const { files, locked } = digests;
  const around = await readLongList(source.read(SNAPSHOT_PATH), 'leaves', (entry) => {
    const leaf = leafSchema.safeParse(entry);
    const number = leaf.success ? files.numberOf(leaf.data.path) : -1;
    if (!leaf.success || locked.has(number)) return false;
    locked.set(number, digestBytes(leaf.data.sha256));
    return true;
  });
  const read = snapshotManifestSchema.safeParse(around);
  if (!read.success) return null;
  const { record, signatures, attestation } = read.data;
  const leaves = leavesOf(digests, locked);
  const sound = leafListDigest(leaves) === record.leafListDigest && merkleRoot(leaves) === record.root && signatures.every(({ root }) => root === record.root);
  return sound ? { record, signatures, attestation } : null;
}

/** The same of a snapshot that contradicts itself: says so, and still takes the list that it has, to compare the files with it. */
async function readFaultySnapshot(source: ExportSource, { files, locked }: FileDigests): Promise<ReadHead<SnapshotHead>> {
  locked.clear();
  const text = await readText(source, SNAPSHOT_PATH);
  const read = readManifest(text);
  const how: DifferenceKind = !read.ok && read.refusal.code === 'manifest-root-differs' ? 'root-differs' : 'snapshot-edited';
  const faults: Difference[] = read.ok ? [] : [{ path: SNAPSHOT_PATH, how, detail: read.refusal.detail }];
  let loose: unknown = null;
  try {
    loose = JSON.parse(text);
  } catch {
    // Said by readManifest already.
  }
  const parsed = snapshotManifestSchema.safeParse(loose);
  if (!parsed.success) return { head: null, faults };
  const { leaves, ...head } = parsed.data;
  for (const { path, sha256 } of leaves) locked.set(files.numberOf(path), digestBytes(sha256));
  return { head, faults };
}

/** Reads SNAPSHOT.json: its leaves go into their column. */
export async function readSnapshotFile(source: ExportSource, digests: FileDigests): Promise<ReadHead<SnapshotHead>> {
  const fault = (how: DifferenceKind, detail: string): ReadHead<SnapshotHead> => ({ head: null, faults: [{ path: SNAPSHOT_PATH, how, detail }] });
  const number = digests.files.find(SNAPSHOT_PATH);
  if (!digests.files.isHeld(number)) return fault('missing', 'Without it nothing says what was locked.');
  if (!digests.actual.has(number)) return fault('unreadable', 'The bytes of the file cannot be read.');
  const head = await readSoundSnapshot(source, digests);
  return head === null ? readFaultySnapshot(source, digests) : { head, faults: [] };
}

/** EXPORT.json file by file; null when it is not read so: it is another thing, or lists a file twice. */
async function readLongExportList(source: ExportSource, { files, locked, listed }: FileDigests): Promise<ListHead | null> {
  const digest = listDigest();
  let holdsLeaf = false;
  const around = await readLongList(source.read(EXPORT_LIST_PATH), 'files', (entry) => {
    const file = leafSchema.safeParse(entry);
    const number = file.success ? files.numberOf(file.data.path) : -1;
    if (!file.success || listed.has(number)) return false;
    listed.set(number, digestBytes(file.data.sha256));
    holdsLeaf ||= locked.has(number);
    digest.take(file.data);
    return true;
  });
  const read = exportListSchema.safeParse(around);
  return read.success ? { root: read.data.root, attestation: read.data.attestation, digest: digest.end(), holdsLeaf } : null;
}

async function readWholeExportList(source: ExportSource, { files, locked, listed }: FileDigests): Promise<ListHead | null> {
  listed.clear();
  const list = readExportList(await readText(source, EXPORT_LIST_PATH));
  if (list === null) return null;
  const digest = listDigest();
  for (const file of list.files) {
    digest.take(file);
    listed.set(files.numberOf(file.path), digestBytes(file.sha256));
  }
  return { root: list.root, attestation: list.attestation, digest: digest.end(), holdsLeaf: list.files.some(({ path }) => locked.has(files.find(path))) };
}

/** Reads EXPORT.json, when there is one (an export of the record alone has none): its files go into their column. */
export async function readListFile(source: ExportSource, digests: FileDigests): Promise<ReadHead<ListHead>> {
  const number = digests.files.find(EXPORT_LIST_PATH);
  if (!digests.files.isHeld(number)) return { head: null, faults: [] };
  const readable = digests.actual.has(number);
  const head = readable ? ((await readLongExportList(source, digests)) ?? (await readWholeExportList(source, digests))) : null;
  return { head, faults: head ? [] : [{ path: EXPORT_LIST_PATH, how: 'snapshot-edited', detail: 'It cannot be read: nothing says which files were made of the snapshot.' }] };
}
