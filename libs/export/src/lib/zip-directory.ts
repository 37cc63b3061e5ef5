import type { FileHandle } from 'node:fs/promises';

/** One entry of a zip's central directory (PKWARE APPNOTE 6.3, 4.3.12). */
export interface ZipEntry {
  readonly path: string;
  readonly size: number;
  readonly packedSize: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  /** Where its local header begins. */
  readonly offset: number;
}

/** A zip that cannot be trusted as a container: the code says why. */
export class ZipFault extends Error {
  readonly code: 'zip-unreadable' | 'zip-path-unsafe' | 'zip-path-twice' | 'zip-too-large';
  constructor(code: ZipFault['code'], detail: string) {
    super(detail);
    this.name = 'ZipFault';
    this.code = code;
  }
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const WIDE = 0xffffffff;
const LOCAL = 0x04034b50;
/** A directory beyond this (some four million files) is refused before memory is taken for it. */
const MOST_DIRECTORY = 512 * 1024 * 1024;
/** Kind of a file in the upper half of its attributes, as Unix keeps it; 0o120000 is a link. */
const KIND = 0o170000;
const REGULAR = 0o100000;
const FOLDER = 0o040000;

const unreadable = (what: string): ZipFault => new ZipFault('zip-unreadable', `This is not a whole zip file: ${what}.`);

export async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  if (bytesRead !== length) throw unreadable('it ends too early');
  return bytes;
}

interface Directory {
  readonly offset: number;
  readonly size: number;
  readonly count: number;
}

/** The end record lies in the last 64 KiB; beyond 4 GiB or 65,535 entries a zip64 record stands before it. */
async function findDirectory(file: FileHandle, size: number): Promise<Directory> {
  const tailLength = Math.min(size, 65_557);
  if (tailLength < 22) throw unreadable('it is too short');
  const tail = await readAt(file, size - tailLength, tailLength);
  let at = tailLength - 22;
  // Its comment ends the file: what follows would be seen by no reader of the directory, and by others as something else.
  const isEnd = (place: number): boolean => tail.readUInt32LE(place) === END && place + 22 + tail.readUInt16LE(place + 20) === tailLength;
  while (at >= 0 && !isEnd(at)) at -= 1;
  if (at < 0) throw unreadable('its end record is missing, or something follows it');
  const plain: Directory = { count: tail.readUInt16LE(at + 10), size: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) };
  if (plain.count !== 0xffff && plain.size !== WIDE && plain.offset !== WIDE) return plain;
  const locatorAt = at - 20;
  if (locatorAt < 0 || tail.readUInt32LE(locatorAt) !== LOCATOR64) throw unreadable('its zip64 locator is missing');
  const record = await readAt(file, Number(tail.readBigUInt64LE(locatorAt + 8)), 56);
  if (record.readUInt32LE(0) !== END64) throw unreadable('its zip64 record is missing');
  return { count: Number(record.readBigUInt64LE(32)), size: Number(record.readBigUInt64LE(40)), offset: Number(record.readBigUInt64LE(48)) };
}

/** The 64-bit values of the zip64 extra field (4.5.3), in their fixed order, for the fields that are all ones. */
function wideValues(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const end = Math.min(extra.length, at + 4 + extra.readUInt16LE(at + 2));
    const values: number[] = [];
    for (let value = at + 4; value + 8 <= end; value += 8) values.push(Number(extra.readBigUInt64LE(value)));
    return values;
  }
  return [];
}

function checkPath(path: string): void {
  const parts = path.split('/');
  if (path === '' || path.startsWith('/') || /[\\\0]/.test(path) || /^[A-Za-z]:/.test(path) || parts.includes('..') || parts.includes('.')) {
    throw new ZipFault('zip-path-unsafe', 'The zip holds a name that leads out of its folder; it was not made by an export and is not read.');
  }
}

/** A link would lead a reader out of the folder under a harmless name. */
function checkKind(mode: number): void {
  const kind = mode & KIND;
  if (kind !== 0 && kind !== REGULAR && kind !== FOLDER) throw new ZipFault('zip-path-unsafe', 'The zip holds a link or another thing that is no file; it was not made by an export and is not read.');
}

function readEntry(bytes: Buffer, at: number): { entry: ZipEntry; next: number } {
  if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw unreadable('its directory is damaged');
  const [nameLength, extraLength, commentLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
  const path = bytes.toString('utf8', at + 46, at + 46 + nameLength);
  const wide = wideValues(bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength));
  const pick = (value: number): number => (value === WIDE ? (wide.shift() ?? WIDE) : value);
  const size = pick(bytes.readUInt32LE(at + 24));
  const packedSize = pick(bytes.readUInt32LE(at + 20));
  const offset = pick(bytes.readUInt32LE(at + 42));
  const method = bytes.readUInt16LE(at + 10);
  if ((bytes.readUInt16LE(at + 8) & 1) !== 0 || (method !== 0 && method !== 8)) throw unreadable('an entry is encrypted or packed in an unknown way');
  checkPath(path);
  checkKind(bytes.readUInt32LE(at + 38) >>> 16);
  return { entry: { path, size, packedSize, method, offset }, next: at + 46 + nameLength + extraLength + commentLength };
}

/** Where the bytes of an entry begin. Its own header must name the same file as the directory: readers differ in which they believe. */
export async function entryStart(file: FileHandle, entry: ZipEntry): Promise<number> {
  const local = await readAt(file, entry.offset, 30);
  const nameLength = local.readUInt16LE(26);
  if (local.readUInt32LE(0) !== LOCAL) throw unreadable('an entry does not begin where the directory says');
  const name = await readAt(file, entry.offset + 30, nameLength);
  if (name.toString('utf8') !== entry.path) throw new ZipFault('zip-path-unsafe', 'An entry of the zip has another name than its directory says; it was not made by an export and is not read.');
  return entry.offset + 30 + nameLength + local.readUInt16LE(28);
}

/** Entries lie one after the other from the first byte on: two that share bytes are a bomb, and what stands before them belongs to no file. */
function checkPlaces(entries: Iterable<ZipEntry>, directory: Directory): void {
  let end = 0;
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    if (entry.offset < end || (end === 0 && entry.offset !== 0)) throw unreadable('its entries share bytes, or bytes before them belong to none');
    end = entry.offset + 30 + Buffer.byteLength(entry.path) + entry.packedSize;
  }
  if (end > directory.offset) throw unreadable('an entry reaches into its directory');
}

/** Every file of the zip. Refuses names that lead out of the folder and names that occur twice. */
export async function readZipDirectory(file: FileHandle, size: number): Promise<Map<string, ZipEntry>> {
  const directory = await findDirectory(file, size);
  if (directory.offset + directory.size > size) throw unreadable('its directory lies outside of it');
  if (directory.size > MOST_DIRECTORY) throw new ZipFault('zip-too-large', 'The zip says that it holds more files than any export; it is not read.');
  // An entry takes 46 bytes at least.
  if (directory.count * 46 > directory.size) throw unreadable('its directory is shorter than its count of files');
  const bytes = await readAt(file, directory.offset, directory.size);
  const entries = new Map<string, ZipEntry>();
  const places: ZipEntry[] = [];
  const folders = new Set<string>();
  for (let index = 0, at = 0; index < directory.count; index++) {
    const { entry, next } = readEntry(bytes, at);
    at = next;
    places.push(entry);
    if (entry.path.endsWith('/')) {
      folders.add(entry.path.slice(0, -1));
      continue;
    }
    if (entries.has(entry.path)) throw new ZipFault('zip-path-twice', 'The zip holds two files of one name; which of them counts cannot be told.');
    entries.set(entry.path, entry);
  }
  if ([...entries.keys()].some((path) => folders.has(path))) throw new ZipFault('zip-path-twice', 'The zip holds a file and a folder of one name; which of them counts cannot be told.');
  checkPlaces(places, directory);
  return entries;
}
