import { closeSync, createReadStream, fstatSync, openSync } from 'node:fs';
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import type { ExportSource } from './export-source.ts';
import { fill, scratch } from './folder-source.ts';
import { entryStart, readInto, readZipDirectory, type ZipEntry, type ZipPlaces } from './zip-directory.ts';

/** Passes on at most the promised number of bytes and throws on more or fewer: a zip bomb stops here. */
async function* exactly(stream: AsyncIterable<Buffer>, size: number): AsyncGenerator<Uint8Array> {
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
/** What stands between an entry's name and its bytes is shorter, as a rule; what is longer takes a second call. */
const EXTRA = 64;

/** A small entry, put where `room` says; null when it is not small. A bomb stops at the promised size here too. */
function small(file: number, entry: ZipEntry, room: (length: number) => Buffer): Buffer | null {
  if (entry.size > PIECE || entry.packedSize > PIECE) return null;
  const guessed = room(30 + Buffer.byteLength(entry.path) + EXTRA + entry.packedSize);
  const there = guessed.subarray(0, fill(file, guessed, entry.offset));
  const start = entryStart(there, entry);
  if (entry.size === 0) return Buffer.alloc(0);
  const packed = start + entry.packedSize <= there.length ? there.subarray(start, start + entry.packedSize) : readInto(file, entry.offset + start, room(entry.packedSize));
  // One piece of memory of the promised size: a small entry would take sixteen kilobytes else.
  const bytes = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: entry.size + 1, chunkSize: Math.max(64, entry.size + 1) });
  if (bytes.length !== entry.size) throw new Error('an entry has another length than its directory says');
  return bytes;
}

/** An entry of any size. */
async function* bytesOf(file: number, fileName: string, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const whole = small(file, entry, (length) => Buffer.alloc(length));
  if (whole !== null) {
    if (whole.length > 0) yield whole;
    return;
  }
  const nameLength = readInto(file, entry.offset, Buffer.alloc(30)).readUInt16LE(26);
  const start = entry.offset + entryStart(readInto(file, entry.offset, Buffer.alloc(30 + nameLength)), entry);
  if (entry.size === 0) return;
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

/** An export as a zip file, read without unpacking. Throws ZipFault when the container itself is not sound. */
export async function zipSource(fileName: string): Promise<ExportSource> {
  await Promise.resolve();
  const file = openSync(fileName, 'r');
  let places: ZipPlaces;
  try {
    places = readZipDirectory(file, fstatSync(file).size);
  } catch (error) {
    closeSync(file);
    throw error;
  }
  const found = (path: string): ZipEntry => {
    const entry = places.find(path);
    if (!entry) throw new Error('the zip has no such entry');
    return entry;
  };
  const room = scratch();
  return Promise.resolve({
    list: () => Promise.resolve(places.files()),
    read: (path) => bytesOf(file, fileName, found(path)),
    lend: (path) => small(file, found(path), room),
    close: () => Promise.resolve(closeSync(file)),
  });
}
