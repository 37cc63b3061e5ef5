import { wholeBytes } from './whole-bytes.ts';

/** One file of an export, wherever it lies. */
export interface SourceFile {
  readonly path: string;
  readonly size: number;
}

/** An export to be read: a folder or a zip. */
export interface ExportSource {
  /** Every file, in any order. */
  list(): Promise<Iterable<SourceFile>>;
  /** The bytes of a file; throws when they cannot be read. */
  read(path: string): AsyncIterable<Uint8Array>;
  /**
   * The bytes of a small file for somebody who keeps nothing of them: the next call overwrites them. Null when the file
   * is not small; throws when it cannot be read. A study has hundreds of thousands of such files.
   */
  lend?(path: string): Uint8Array | null;
  close(): Promise<void>;
}

/** A file's content as text. */
export async function readText(source: ExportSource, path: string): Promise<string> {
  return (await wholeBytes(source.read(path))).toString('utf8');
}

/** The lines of a text without their ends, some at a time; what stands behind the last line end is a line too. */
export async function* readLines(source: ExportSource, path: string): AsyncGenerator<readonly string[]> {
  let rest = Buffer.alloc(0);
  for await (const chunk of source.read(path)) {
    const bytes = Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(0x0a);
    rest = Buffer.from(bytes.subarray(end + 1));
    if (end >= 0) yield bytes.toString('utf8', 0, end).split('\n');
  }
  yield [rest.toString('utf8')];
}
