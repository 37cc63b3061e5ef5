import { createHash } from 'node:crypto';
import { comparePaths, merkleRoot, readManifest, snapshotManifestSchema, type SnapshotLeaf, type SnapshotManifest } from '@echocohort/cohort';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { checkAttestation, checkExportList } from './check-attestation.ts';
import { besideDifferences, listedDifferences } from './check-beside.ts';
import { checkOpening } from './check-opening.ts';
import { describeChange, type LockedRows } from './describe-change.ts';
import type { ActualFiles, Difference, DifferenceKind } from './difference.ts';
import { SNAPSHOT_PATH, SUMS_PATH } from './export-files.ts';
import { EXPORT_LIST_PATH, readExportList, type ExportList } from './export-list.ts';
import { readText, type ExportSource, type SourceFile } from './export-source.ts';
import { readSums } from './read-sums.ts';
import { ROW_DIGESTS_PATH } from './row-digests.ts';

export interface ExportVerdict {
  /** Root recomputed from the files as they are. */
  readonly root: string;
  /** Root that SNAPSHOT.json names; null when it cannot be read. */
  readonly lockedRoot: string | null;
  /** Key that signed the record, to be compared with the server's. */
  readonly keyId: string | null;
  readonly files: number;
  readonly bytes: number;
  readonly differences: readonly Difference[];
}

export interface VerifyOptions {
  /** Root known from elsewhere, for instance from a paper or the portal. */
  readonly expectedRoot?: string;
  /** The server's public key (PEM) known from elsewhere. */
  readonly serverKey?: string;
  readonly onProgress?: (files: number, of: number) => void;
}

async function hashAll(source: ExportSource, listed: readonly SourceFile[], onProgress: VerifyOptions['onProgress']): Promise<ActualFiles> {
  const files = [...listed].sort((a, b) => (a.path < b.path ? -1 : 1));
  const actual = new Map<string, { sha256: string | null; size: number }>();
  for (const [index, { path, size }] of files.entries()) {
    const hash = createHash('sha256');
    let sha256: string | null = null;
    try {
      for await (const chunk of source.read(path)) hash.update(chunk);
      sha256 = hash.digest('hex');
    } catch {
      // Reported as `unreadable` below, like any other difference.
    }
    actual.set(path, { sha256, size });
    onProgress?.(index + 1, files.length);
  }
  return actual;
}

/** A leaf against the file on the disk. */
async function leafDifference(source: ExportSource, leaf: SnapshotLeaf, actual: ActualFiles, leafOf: ReadonlyMap<string, string>, lockedRows: LockedRows): Promise<Difference | null> {
  const file = actual.get(leaf.path);
  if (!file) return { path: leaf.path, how: 'missing', detail: 'The file is part of the snapshot but is not here.' };
  if (file.sha256 === leaf.sha256) return null;
  if (file.sha256 === null) return { path: leaf.path, how: 'unreadable', detail: 'The bytes of the file cannot be read.' };
  const twin = leafOf.get(file.sha256);
  if (twin !== undefined) return { path: leaf.path, how: 'swapped', detail: `It holds the content of ${twin}.` };
  return describeChange(leaf.path, () => readText(source, leaf.path), lockedRows);
}

/** Text of the row digests, read once and only when they are those that were locked. */
function lockedRowsOf(source: ExportSource, actual: ActualFiles, leaves: ReadonlyMap<string, SnapshotLeaf>): LockedRows {
  let text: Promise<string> | null = null;
  return async () => {
    const leaf = leaves.get(ROW_DIGESTS_PATH);
    if (!leaf || actual.get(ROW_DIGESTS_PATH)?.sha256 !== leaf.sha256) return null;
    text ??= readText(source, ROW_DIGESTS_PATH);
    return text;
  };
}

/** EXPORT.json, when there is one: an export of the record alone has none. */
async function readList(source: ExportSource, actual: ActualFiles): Promise<{ readonly list: ExportList | null; readonly faults: readonly Difference[] }> {
  const file = actual.get(EXPORT_LIST_PATH);
  if (!file) return { list: null, faults: [] };
  const list = file.sha256 === null ? null : readExportList(await readText(source, EXPORT_LIST_PATH));
  return { list, faults: list ? [] : [{ path: EXPORT_LIST_PATH, how: 'snapshot-edited', detail: 'It cannot be read: nothing says which files were made of the snapshot.' }] };
}

interface ReadSnapshot {
  readonly manifest: SnapshotManifest | null;
  readonly faults: readonly Difference[];
}

async function readSnapshotFile(source: ExportSource, actual: ActualFiles): Promise<ReadSnapshot> {
  const fault = (how: DifferenceKind, detail: string): Difference => ({ path: SNAPSHOT_PATH, how, detail });
  if (!actual.has(SNAPSHOT_PATH)) return { manifest: null, faults: [fault('missing', 'Without it nothing says what was locked.')] };
  if (actual.get(SNAPSHOT_PATH)?.sha256 === null) return { manifest: null, faults: [fault('unreadable', 'The bytes of the file cannot be read.')] };
  const text = await readText(source, SNAPSHOT_PATH);
  const read = readManifest(text);
  if (read.ok) return { manifest: read.value, faults: [] };
  // Its own parts contradict each other: say so, and still compare the files with the list that it has.
  const how = read.refusal.code === 'manifest-root-differs' ? 'root-differs' : 'snapshot-edited';
  let loose: unknown;
  try {
    loose = JSON.parse(text);
  } catch {
    return { manifest: null, faults: [fault(how, read.refusal.detail)] };
  }
  const parsed = snapshotManifestSchema.safeParse(loose);
  return { manifest: parsed.success ? parsed.data : null, faults: [fault(how, read.refusal.detail)] };
}

const byPath = (a: Difference, b: Difference): number => comparePaths(a.path, b.path) || (a.how < b.how ? -1 : 1);

type Leaves = ReadonlyMap<string, SnapshotLeaf>;

async function leafDifferences(source: ExportSource, actual: ActualFiles, leaves: Leaves): Promise<Difference[]> {
  const leafOf = new Map([...leaves.values()].map((leaf) => [leaf.sha256, leaf.path]));
  const lockedRows = lockedRowsOf(source, actual, leaves);
  const found: Difference[] = [];
  for (const leaf of leaves.values()) {
    const difference = await leafDifference(source, leaf, actual, leafOf, lockedRows);
    if (difference) found.push(difference);
  }
  return found;
}

/** What stands beside the leaves, by the lists that name it: sums, signed list, signatures, opening. */
async function proofDifferences(source: ExportSource, actual: ActualFiles, manifest: SnapshotManifest, leaves: Leaves, options: VerifyOptions): Promise<Difference[]> {
  const { list, faults } = await readList(source, actual);
  const found: Difference[] = [...faults, ...(list ? [...checkExportList(list, manifest, options.serverKey), ...listedDifferences(actual, list)] : [])];
  if (actual.has(SUMS_PATH)) {
    const sums = readSums(await readText(source, SUMS_PATH));
    found.push(...sums.faults, ...besideDifferences(actual, sums.byPath, { leaves, listed: new Map(list?.files.map(({ path, sha256 }) => [path, sha256])) }));
  }
  return [...found, ...checkAttestation(manifest, options.serverKey), ...(await checkOpening(source, actual, manifest.record))];
}

function rootOf(actual: ActualFiles, leaves: Leaves): string {
  return merkleRoot([...leaves.values()].flatMap((leaf) => {
    const sha256 = actual.get(leaf.path)?.sha256;
    return sha256 ? [{ ...leaf, sha256 }] : [];
  }));
}

/** Recomputes an export from its bytes and names every item that differs from what was locked, and how. */
export async function verifyExport(source: ExportSource, options: VerifyOptions = {}): Promise<Result<ExportVerdict>> {
  const files = await source.list();
  const listed = new Set(files.map((file) => file.path));
  if (!listed.has(SNAPSHOT_PATH) && !listed.has(SUMS_PATH)) {
    return refuse({ code: 'not-an-export', detail: `There is neither ${SNAPSHOT_PATH} nor ${SUMS_PATH}: give the folder or the zip of an export.` });
  }
  const actual = await hashAll(source, files, options.onProgress);
  const { manifest, faults } = await readSnapshotFile(source, actual);
  const differences: Difference[] = [...faults];
  if (!listed.has(SUMS_PATH)) differences.push({ path: SUMS_PATH, how: 'missing', detail: 'The list of sums is not here.' });
  const leaves: Leaves = new Map(manifest?.leaves.map((leaf) => [leaf.path, leaf]));
  differences.push(...(await leafDifferences(source, actual, leaves)));
  if (manifest) differences.push(...(await proofDifferences(source, actual, manifest, leaves, options)));
  const root = rootOf(actual, leaves);
  const expected = options.expectedRoot ?? manifest?.record.root;
  if (expected !== undefined && expected !== root) differences.push({ path: SNAPSHOT_PATH, how: 'root-differs', detail: `The files give root ${root}, the ${options.expectedRoot ? 'root that you named' : 'locked root'} is ${expected}.` });
  const bytes = [...actual.values()].reduce((sum, file) => sum + file.size, 0);
  return ok({ root, lockedRoot: manifest?.record.root ?? null, keyId: manifest?.attestation?.keyId ?? null, files: actual.size, bytes, differences: differences.sort(byPath) });
}
