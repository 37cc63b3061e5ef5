import { createHash, hash } from 'node:crypto';
import { comparePaths, merkleRoot, PackedPaths } from '@echocohort/cohort';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { checkAttestation, checkExportList } from './check-attestation.ts';
import { besideDifferences, listedDifferences } from './check-beside.ts';
import { checkOpening } from './check-opening.ts';
import { describeChange, type LockedRows } from './describe-change.ts';
import type { ActualDigest, Difference } from './difference.ts';
import { SNAPSHOT_PATH, SUMS_PATH } from './export-files.ts';
import { readText, type ExportSource } from './export-source.ts';
import { DigestColumn, FileNumbers, type FileDigests } from './file-digests.ts';
import { leavesOf, readListFile, readSnapshotFile, type SnapshotHead } from './read-locked.ts';
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

/** The paths of an export, and how many bytes its files promise. */
async function listFiles(source: ExportSource): Promise<{ readonly paths: PackedPaths; readonly bytes: number }> {
  const paths = new PackedPaths();
  let bytes = 0;
  for (const { path, size } of await source.list()) {
    paths.add(path);
    bytes += size;
  }
  return { paths, bytes };
}

async function digestOf(source: ExportSource, path: string): Promise<Buffer> {
  const whole = source.lend?.(path) ?? null;
  if (whole !== null) return hash('sha256', whole, 'buffer');
  const pieces = createHash('sha256');
  for await (const chunk of source.read(path)) pieces.update(chunk);
  return pieces.digest();
}

/** Numbers the files and digests their bytes: everything else is compared by number, without a text for any file. */
async function hashAll(source: ExportSource, paths: PackedPaths, onProgress: VerifyOptions['onProgress']): Promise<FileDigests> {
  const actual = new DigestColumn();
  for (let number = 0; number < paths.count; number++) {
    try {
      actual.set(number, await digestOf(source, paths.at(number)));
    } catch {
      // Reported as `unreadable` below, like any other difference.
    }
    onProgress?.(number + 1, paths.count);
  }
  return { files: new FileNumbers(paths), actual, locked: new DigestColumn(), listed: new DigestColumn(), summed: new DigestColumn() };
}

/** A leaf against the file on the disk. */
async function leafDifference(source: ExportSource, number: number, { files, actual, locked }: FileDigests, lockedRows: LockedRows): Promise<Difference> {
  const path = files.pathOf(number);
  if (!files.isHeld(number)) return { path, how: 'missing', detail: 'The file is part of the snapshot but is not here.' };
  if (!actual.has(number)) return { path, how: 'unreadable', detail: 'The bytes of the file cannot be read.' };
  const twin = locked.holderOf(actual, number);
  if (twin !== null) return { path, how: 'swapped', detail: `It holds the content of ${files.pathOf(twin)}.` };
  return describeChange(source, path, lockedRows);
}

/** Text of the row digests, read once and only when they are those that were locked. */
function lockedRowsOf(source: ExportSource, { files, actual, locked }: FileDigests): LockedRows {
  let text: Promise<string> | null = null;
  return async () => {
    if (!actual.agrees(files.find(ROW_DIGESTS_PATH), locked)) return null;
    text ??= readText(source, ROW_DIGESTS_PATH);
    return text;
  };
}

const byPath = (a: Difference, b: Difference): number => comparePaths(a.path, b.path) || (a.how < b.how ? -1 : a.how > b.how ? 1 : 0);

async function leafDifferences(source: ExportSource, digests: FileDigests): Promise<Difference[]> {
  const lockedRows = lockedRowsOf(source, digests);
  const found: Difference[] = [];
  for (const number of digests.locked.numbers()) {
    if (!digests.actual.agrees(number, digests.locked)) found.push(await leafDifference(source, number, digests, lockedRows));
  }
  return found;
}

/** What stands beside the leaves, by the lists that name it: sums, signed list, signatures, opening. */
async function proofDifferences(source: ExportSource, digests: FileDigests, head: SnapshotHead, options: VerifyOptions): Promise<Difference[]> {
  const { files, actual } = digests;
  const { head: list, faults } = await readListFile(source, digests);
  const found: Difference[] = [...faults, ...(list ? checkExportList(list, head, options.serverKey) : [])];
  const add = (differences: Iterable<Difference>): void => {
    for (const difference of differences) found.push(difference);
  };
  if (list) add(listedDifferences(digests));
  const sums = files.find(SUMS_PATH);
  if (files.isHeld(sums) && !actual.has(sums)) add([{ path: SUMS_PATH, how: 'unreadable', detail: 'The bytes of the file cannot be read.' }]);
  else if (files.isHeld(sums)) {
    add(await readSums(source, digests));
    add(besideDifferences(digests));
  }
  const digestAt: ActualDigest = (path) => {
    const number = files.find(path);
    return files.isHeld(number) ? actual.hexOf(number) : undefined;
  };
  add(checkAttestation(head, options.serverKey));
  add(await checkOpening(source, digestAt, head.record));
  return found;
}

/** Recomputes an export from its bytes and names every item that differs from what was locked, and how. */
export async function verifyExport(source: ExportSource, options: VerifyOptions = {}): Promise<Result<ExportVerdict>> {
  const { paths, bytes } = await listFiles(source);
  if (paths.find(SNAPSHOT_PATH) < 0 && paths.find(SUMS_PATH) < 0) {
    return refuse({ code: 'not-an-export', detail: `There is neither ${SNAPSHOT_PATH} nor ${SUMS_PATH}: give the folder or the zip of an export.` });
  }
  const digests = await hashAll(source, paths, options.onProgress);
  const { head, faults } = await readSnapshotFile(source, digests);
  const differences: Difference[] = [...faults];
  if (paths.find(SUMS_PATH) < 0) differences.push({ path: SUMS_PATH, how: 'missing', detail: 'The list of sums is not here.' });
  for (const difference of await leafDifferences(source, digests)) differences.push(difference);
  if (head) for (const difference of await proofDifferences(source, digests, head, options)) differences.push(difference);
  const root = merkleRoot(leavesOf(digests, digests.actual, (number) => digests.locked.has(number)));
  const expected = options.expectedRoot ?? head?.record.root;
  if (expected !== undefined && expected !== root) differences.push({ path: SNAPSHOT_PATH, how: 'root-differs', detail: `The files give root ${root}, the ${options.expectedRoot ? 'root that you named' : 'locked root'} is ${expected}.` });
  return ok({ root, lockedRoot: head?.record.root ?? null, keyId: head?.attestation?.keyId ?? null, files: paths.count, bytes, differences: differences.sort(byPath) });
}
