/** One file of an export, wherever it lies. */
export interface SourceFile {
  readonly path: string;
  readonly size: number;
}

/** An export to be read: a folder or a zip. */
export interface ExportSource {
  /** Every file, in any order. */
  list(): Promise<readonly SourceFile[]>;
  /** The bytes of a file; throws when they cannot be read. */
  read(path: string): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** A file's content as text. */
export async function readText(source: ExportSource, path: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.read(path)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
