import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** One file of an archive. */
export interface ArchiveFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** 1 January 1980, the earliest date that the format knows: an archive made of the same files is the same bytes on any day. */
const DATE = 0x0021;
/** Names are UTF-8. */
const UTF8_FLAG = 0x0800;

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Files of a small archive that our own process made (stored or deflated, no encryption, below 4 GiB). */
export function readArchive(bytes: Uint8Array): ArchiveFile[] {
  const view = viewOf(bytes);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) end--;
  if (end < 0) throw new Error('not a zip archive');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const files: ArchiveFile[] = [];
  for (let index = 0; index < count; index++) {
    const [method, size, nameLength, extra, comment, start] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true), view.getUint32(at + 42, true)];
    const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    const packed = bytes.subarray(from, from + size);
    if (!path.endsWith('/')) files.push({ path, bytes: method === 0 ? packed : new Uint8Array(inflateRawSync(packed)) });
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

function header(signature: number, { crc, packed, size, name, deflated }: { crc: number; packed: number; size: number; name: number; deflated: boolean }): Buffer {
  const central = signature === CENTRAL;
  const bytes = Buffer.alloc(central ? 46 : 30);
  let at = bytes.writeUInt32LE(signature, 0);
  if (central) at = bytes.writeUInt16LE(20, at);
  for (const value of [20, UTF8_FLAG, deflated ? 8 : 0, 0, DATE]) at = bytes.writeUInt16LE(value, at);
  for (const value of [crc, packed, size]) at = bytes.writeUInt32LE(value, at);
  bytes.writeUInt16LE(name, at);
  return bytes;
}

/** A zip archive in the order given, without any time of its own. Pictures are stored as they are: they do not shrink. */
export function writeArchive(files: readonly ArchiveFile[]): Uint8Array {
  const [local, central]: [Uint8Array[], Uint8Array[]] = [[], []];
  let offset = 0;
  for (const { path, bytes } of files) {
    const name = Buffer.from(path);
    const deflated = !path.endsWith('.png');
    const body = deflated ? deflateRawSync(bytes, { level: 9 }) : bytes;
    const facts = { crc: crc32(bytes), packed: body.length, size: bytes.length, name: name.length, deflated };
    const entry = header(CENTRAL, facts);
    entry.writeUInt32LE(offset, 42);
    const parts = [header(LOCAL, facts), name, body];
    local.push(...parts);
    central.push(entry, name);
    offset += parts.reduce((sum, part) => sum + part.length, 0);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.reduce((sum, part) => sum + part.length, 0), 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...local, ...central, end]));
}
