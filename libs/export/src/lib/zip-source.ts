import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import type { ExportSource } from './export-source.ts';
import { entryStart, readAt, readZipDirectory, type ZipEntry } from './zip-directory.ts';

/** Passes on at most the promised number of bytes and throws on more or fewer: a zip bomb stops here. */
async function* exactly(stream: AsyncIterable<Buffer> | Iterable<Buffer>, size: number): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const chunk of stream) {
    seen += chunk.length;
    if (seen > size) throw new Error('an entry is longer than its directory says');
    yield chunk;
  }
  if (seen !== size) throw new Error('an entry is shorter than its directory says');
}

/** Entries up to this size are read in one call: a stream for each of fifty thousand small files costs more than reading them. */
const PIECE = 1 << 22;

/** An export as a zip file, read without unpacking. Throws ZipFault when the container itself is not sound. */
export async function zipSource(fileName: string): Promise<ExportSource> {
  const file = await open(fileName, 'r');
  let entries: Map<string, ZipEntry>;
  try {
    entries = await readZipDirectory(file, (await file.stat()).size);
  } catch (error) {
    await file.close();
    throw error;
  }
  async function* read(path: string): AsyncGenerator<Uint8Array> {
    const entry = entries.get(path);
    if (!entry) throw new Error('the zip has no such entry');
    const start = await entryStart(file, entry);
    if (entry.size === 0) return;
    if (entry.size <= PIECE && entry.packedSize <= PIECE) {
      const bytes = await readAt(file, start, entry.packedSize);
      // A bomb stops at the promised size here too.
      yield* exactly([entry.method === 0 ? bytes : inflateRawSync(bytes, { maxOutputLength: entry.size + 1 })], entry.size);
      return;
    }
    const packed = createReadStream(fileName, { start, end: start + entry.packedSize - 1, highWaterMark: 1 << 20 });
    if (entry.method === 0) {
      yield* exactly(packed, entry.size);
      return;
    }
    const inflate = createInflateRaw();
    packed.once('error', (error) => inflate.destroy(error));
    try {
      yield* exactly(packed.pipe(inflate), entry.size);
    } finally {
      packed.destroy();
      inflate.destroy();
    }
  }
  return { list: () => Promise.resolve([...entries.values()].map(({ path, size }) => ({ path, size }))), read, close: () => file.close() };
}
