import { createHash } from 'node:crypto';
import { PassThrough, Transform, type Readable } from 'node:stream';
import { comparePaths, type SnapshotLeaf, type SnapshotManifest } from '@echocohort/cohort';
import { ZipFile } from 'yazl';
import { addedFiles, type OpenedOutcomes } from './export-files.ts';

/** Opens the bytes of a leaf; called when its turn comes, one at a time. */
export type OpenLeaf = (leaf: SnapshotLeaf) => Promise<Readable>;

export interface ZipOptions {
  readonly opened?: OpenedOutcomes | null;
  /** Share of the files written, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** The same for every file: a zip of the same snapshot is the same bytes. */
const MTIME = new Date(Date.UTC(2020, 0, 1));
const ENTRY = { mtime: MTIME, mode: 0o100644, forceDosTimestamp: true } as const;

/** Storage holds other bytes under a digest than were locked. */
export class LeafDiffersError extends Error {
  constructor(path: string) {
    super(`the stored object of leaf ${path} is not the one that was locked`);
    this.name = 'LeafDiffersError';
  }
}

/** Lets the bytes through and fails at the end unless they are those of the leaf: no export carries a wrong file. */
function checked(leaf: SnapshotLeaf): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _encoding, done): void {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done): void {
      done(hash.digest('hex') === leaf.sha256 ? null : new LeafDiffersError(leaf.path));
    },
  });
}

function addLeaf(zip: ZipFile, leaf: SnapshotLeaf, open: OpenLeaf, fail: (error: Error) => void, done: () => void): void {
  const compress = !leaf.path.startsWith('dicom/');
  zip.addReadStreamLazy(leaf.path, { ...ENTRY, compress, size: leaf.size }, (give) => {
    open(leaf).then((stream) => {
      const through = checked(leaf);
      stream.once('error', (error: Error) => through.destroy(error));
      through.once('error', fail);
      through.once('end', done);
      give(null, stream.pipe(through));
    }, (error: unknown) => fail(error instanceof Error ? error : new Error('a leaf could not be opened')));
  });
}

/**
 * The export as one zip, streamed: memory does not grow with its size. The stream is destroyed with an error when a
 * leaf cannot be read or is not what was locked, so a half export never looks whole.
 */
export function exportZip(manifest: SnapshotManifest, open: OpenLeaf, options: ZipOptions = {}): Readable {
  const zip = new ZipFile();
  const output = new PassThrough();
  zip.outputStream.pipe(output);
  const fail = (error: Error): void => void output.destroy(error);
  zip.on('error', fail);
  let written = 0;
  const leaves = [...manifest.leaves].sort((a, b) => comparePaths(a.path, b.path));
  for (const { path, bytes } of addedFiles(manifest, options.opened ?? null)) zip.addBuffer(Buffer.from(bytes), path, { ...ENTRY, compress: true });
  for (const leaf of leaves) {
    addLeaf(zip, leaf, open, fail, () => {
      written += 1;
      options.onProgress?.(written / leaves.length);
    });
  }
  zip.end();
  return output;
}
