import { PassThrough, Readable } from 'node:stream';
import type { SnapshotManifest } from '@echocohort/cohort';
import { ZipFile } from 'yazl';
import type { OpenLeaf } from './derived/derivation.ts';
import { writeExport, type ExportOptions, type ExportSink } from './write-export.ts';

/** The same for every file: a zip of the same snapshot is the same bytes. */
const MTIME = new Date(Date.UTC(2020, 0, 1));
const ENTRY = { mtime: MTIME, mode: 0o100644, forceDosTimestamp: true } as const;

/** Files that are packed already, or that do not get smaller. */
const PACKED = /\.(dcm|png|xlsx|parquet|zip|pdf)$/;

/** A value that can be taken once; afterwards nothing holds it. */
function once<T>(value: T): () => T | null {
  let held: T | null = value;
  return () => {
    const taken = held;
    held = null;
    return taken;
  };
}

function zipSink(zip: ZipFile): ExportSink {
  return {
    add: (path, content, size) => {
      // The zip keeps every entry and its callback to its end; what an entry was made of must not stay with them.
      const take = once(content);
      return new Promise((done, fail) => {
        zip.addReadStreamLazy(path, { ...ENTRY, compress: !PACKED.test(path), ...(size !== null && { size }) }, (give) => {
          const stream = Readable.from(take() ?? [], { objectMode: false });
          stream.once('error', fail);
          stream.once('end', done);
          give(null, stream);
        });
      });
    },
  };
}

/**
 * The export as one zip, streamed: memory does not grow with its size. The stream is destroyed with an error when a
 * leaf cannot be read or is not what was locked, so a half export never looks whole.
 */
export function exportZip(manifest: SnapshotManifest, open: OpenLeaf, options: ExportOptions = {}): Readable {
  const zip = new ZipFile();
  const output = new PassThrough();
  const fail = (error: unknown): void => void output.destroy(error instanceof Error ? error : new Error('the export could not be written'));
  zip.on('error', fail);
  zip.outputStream.pipe(output);
  writeExport(manifest, open, zipSink(zip), options).then(() => { zip.end(); }, fail);
  return output;
}
