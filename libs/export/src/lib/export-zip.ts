import { PassThrough, type Readable } from 'node:stream';
import type { SnapshotManifest } from '@echocohort/cohort';
import type { OpenLeaf } from './derived/derivation.ts';
import { writeExport, type ExportOptions } from './write-export.ts';
import { ZipWriter } from './zip-writer.ts';

/** Files that are packed already, or that do not get smaller. */
const PACKED = /\.(dcm|png|xlsx|parquet|zip|pdf)$/;

/** Waits until the reader has taken enough; fails when the stream was destroyed, or a writer would wait for ever. */
function room(output: PassThrough): Promise<void> {
  return new Promise((done, fail) => {
    const settle = (): void => {
      output.off('drain', settle);
      output.off('close', settle);
      if (output.destroyed) fail(output.errored ?? new Error('nobody reads the export any more'));
      else done();
    };
    output.once('drain', settle);
    output.once('close', settle);
    if (output.destroyed) settle();
  });
}

/**
 * The export as one zip, streamed: memory does not grow with its size. The stream is destroyed with an error when a
 * leaf cannot be read or is not what was locked, so a half export never looks whole.
 */
export function exportZip(manifest: SnapshotManifest, open: OpenLeaf, options: ExportOptions = {}): Readable {
  const output = new PassThrough({ highWaterMark: 1 << 18 });
  const fail = (error: unknown): void => void output.destroy(error instanceof Error ? error : new Error('the export could not be written'));
  const zip = new ZipWriter(async (bytes) => { if (output.destroyed || !output.write(bytes)) await room(output); });
  const sink = { add: (path: string, content: AsyncIterable<Uint8Array>, size: number | null) => zip.add(path, content, !PACKED.test(path), size) };
  writeExport(manifest, open, sink, options).then(() => zip.end()).then(() => { output.end(); }, fail);
  return output;
}
