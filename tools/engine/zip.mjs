// Reads single members out of a zip file (a wheel is one): central directory, stored and deflated members below 4 GiB.
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_MEMBER = 0x02014b50;

async function readAt(handle, position, length) {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new Error('the zip file ends too early');
  return buffer;
}

function directoryPlace(tail) {
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) === END_OF_DIRECTORY) return { count: tail.readUInt16LE(at + 10), size: tail.readUInt32LE(at + 12), start: tail.readUInt32LE(at + 16) };
  }
  throw new Error('this is not a zip file');
}

/** Every member: its name and where its bytes are. */
export async function listZip(file) {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const tailLength = Math.min(size, 65_557);
    const place = directoryPlace(await readAt(handle, size - tailLength, tailLength));
    const directory = await readAt(handle, place.start, place.size);
    const members = [];
    for (let at = 0; members.length < place.count; ) {
      if (directory.readUInt32LE(at) !== DIRECTORY_MEMBER) throw new Error('the zip directory is damaged');
      const nameLength = directory.readUInt16LE(at + 28);
      members.push({
        name: directory.toString('utf8', at + 46, at + 46 + nameLength),
        deflated: directory.readUInt16LE(at + 10) === 8,
        size: directory.readUInt32LE(at + 20),
        header: directory.readUInt32LE(at + 42),
      });
      at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    return members;
  } finally {
    await handle.close();
  }
}

/** Writes one member to `target`. */
export async function extractMember(file, member, target) {
  const handle = await open(file);
  const local = await readAt(handle, member.header, 30).finally(() => handle.close());
  const start = member.header + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  mkdirSync(dirname(target), { recursive: true });
  if (member.size === 0) return void (await pipeline([''], createWriteStream(target)));
  const chunk = { highWaterMark: 1 << 20 };
  const source = createReadStream(file, { start, end: start + member.size - 1, ...chunk });
  const sink = createWriteStream(target, chunk);
  if (member.deflated) await pipeline(source, createInflateRaw({ chunkSize: 1 << 20 }), sink);
  else await pipeline(source, sink);
}
