import { createHash } from 'node:crypto';
import { comparePaths, merkleRoot, readManifest, snapshotManifestSchema, type SnapshotLeaf, type SnapshotManifest } from '@echocohort/cohort';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { checkAttestation } from './check-attestation.ts';
import { checkOpening } from './check-opening.ts';
import { describeChange } from './describe-change.ts';
import type { ActualFiles, Difference, DifferenceKind } from './difference.ts';
import { BESIDE_THE_SNAPSHOT, SNAPSHOT_PATH, SUMS_PATH } from './export-files.ts';
import { readText, type ExportSource, type SourceFile } from './export-source.ts';
import { readSums } from './read-sums.ts';

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
async function leafDifference(source: ExportSource, leaf: SnapshotLeaf, actual: ActualFiles, leafOf: ReadonlyMap<string, string>): Promise<Difference | null> {
  const file = actual.get(leaf.path);
  if (!file) return { path: leaf.path, how: 'missing', detail: 'The file is part of the snapshot but is not here.' };
  if (file.sha256 === leaf.sha256) return null;
  if (file.sha256 === null) return { path: leaf.path, how: 'unreadable', detail: 'The bytes of the file cannot be read.' };
  const twin = leafOf.get(file.sha256);
  if (twin !== undefined) return { path: leaf.path, how: 'swapped', detail: `It holds the content of ${twin}.` };
  return describeChange(leaf.path, () => readText(source, leaf.path));
}

function besideDifferences(actual: ActualFiles, sums: ReadonlyMap<string, string>, leaves: ReadonlyMap<string, SnapshotLeaf>): Difference[] {
  const found: Difference[] = [];
  for (const [path, sum] of sums) {
    const leaf = leaves.get(path);
    const file = actual.get(path);
    if (leaf) {
      if (sum !== leaf.sha256) found.push({ path, how: 'sum-differs', detail: `${SUMS_PATH} gives another sum than the locked snapshot; it was edited.` });
    } else if (!BESIDE_THE_SNAPSHOT.includes(path)) found.push({ path, how: 'extra', detail: `${SUMS_PATH} lists it, but it is no part of the locked snapshot.` });
    else if (!file) found.push({ path, how: 'missing', detail: `${SUMS_PATH} lists it, but it is not here.` });
    else if (file.sha256 === null) found.push({ path, how: 'unreadable', detail: 'The bytes of the file cannot be read.' });
    else if (file.sha256 !== sum) found.push({ path, how: 'changed', detail: `Its bytes are not those that ${SUMS_PATH} names.` });
  }
  for (const path of actual.keys()) {
    if (path !== SUMS_PATH && !sums.has(path) && !leaves.has(path)) found.push({ path, how: 'extra', detail: 'It is no part of the export.' });
  }
  for (const path of leaves.keys()) if (!sums.has(path)) found.push({ path, how: 'sum-differs', detail: `${SUMS_PATH} does not list it; a line was removed.` });
  return found;
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
  const sums = listed.has(SUMS_PATH) ? readSums(await readText(source, SUMS_PATH)) : { byPath: new Map<string, string>(), faults: [{ path: SUMS_PATH, how: 'missing' as const, detail: 'The list of sums is not here.' }] };
  differences.push(...sums.faults);
  const leaves = new Map(manifest?.leaves.map((leaf) => [leaf.path, leaf]));
  const leafOf = new Map(manifest?.leaves.map((leaf) => [leaf.sha256, leaf.path]));
  for (const leaf of leaves.values()) {
    const difference = await leafDifference(source, leaf, actual, leafOf);
    if (difference) differences.push(difference);
  }
  if (manifest) {
    if (listed.has(SUMS_PATH)) differences.push(...besideDifferences(actual, sums.byPath, leaves));
    differences.push(...checkAttestation(manifest, options.serverKey), ...(await checkOpening(source, actual)));
  }
  const present = [...leaves.values()].flatMap((leaf) => {
    const sha256 = actual.get(leaf.path)?.sha256;
    return sha256 ? [{ ...leaf, sha256 }] : [];
  });
  const root = merkleRoot(present);
  const expected = options.expectedRoot ?? manifest?.record.root;
  if (expected !== undefined && expected !== root) differences.push({ path: SNAPSHOT_PATH, how: 'root-differs', detail: `The files give root ${root}, the ${options.expectedRoot ? 'root that you named' : 'locked root'} is ${expected}.` });
  const bytes = [...actual.values()].reduce((sum, file) => sum + file.size, 0);
  return ok({ root, lockedRoot: manifest?.record.root ?? null, keyId: manifest?.attestation?.keyId ?? null, files: actual.size, bytes, differences: differences.sort(byPath) });
}
