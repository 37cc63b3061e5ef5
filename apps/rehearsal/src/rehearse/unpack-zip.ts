import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;

/** Unpacks a zip by its central directory (stored and deflated entries, ZIP64 sizes are not needed here). */
export async function unpackZip(zip: string, folder: string): Promise<number> {
  const bytes = await readFile(zip);
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== END) end--;
  if (end < 0) throw new Error('the export is no zip');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw new Error('the zip\'s directory is damaged');
    const [nameLength, extraLength, commentLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    await unpackEntry(bytes, { name, method: bytes.readUInt16LE(at + 10), size: bytes.readUInt32LE(at + 20), offset: bytes.readUInt32LE(at + 42) }, folder);
    at += 46 + nameLength + extraLength + commentLength;
  }
  return count;
}

async function unpackEntry(bytes: Buffer, entry: { name: string; method: number; size: number; offset: number }, folder: string): Promise<void> {
  const path = normalize(entry.name);
  if (path.startsWith('..') || path.startsWith('/') || entry.name.endsWith('/')) return;
  const start = entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
  const packed = bytes.subarray(start, start + entry.size);
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), entry.method === 0 ? packed : inflateRawSync(packed));
}
