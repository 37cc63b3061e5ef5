import { readSync } from 'node:fs';
import { grown, PackedPaths } from '@echocohort/cohort';
import type { SourceFile } from './export-source.ts';

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

/** Fills the buffer from a place of the file; fails when the file ends before. */
export function readInto<T extends Uint8Array>(file: number, position: number, bytes: T): T {
  for (let read = 0; read < bytes.length;) {
    const more = readSync(file, bytes, read, bytes.length - read, position + read);
    if (more === 0) throw unreadable('it ends too early');
    read += more;
  }
  return bytes;
}

const readAt = (file: number, position: number, length: number): Buffer => readInto(file, position, Buffer.alloc(length));

interface Directory {
  readonly offset: number;
  readonly size: number;
  readonly count: number;
}

/** The end record lies in the last 64 KiB; beyond 4 GiB or 65,535 entries a zip64 record stands before it. */
function findDirectory(file: number, size: number): Directory {
  const tailLength = Math.min(size, 65_557);
  if (tailLength < 22) throw unreadable('it is too short');
  const tail = readAt(file, size - tailLength, tailLength);
  let at = tailLength - 22;
  // Its comment ends the file: what follows would be seen by no reader of the directory, and by others as something else.
  const isEnd = (place: number): boolean => tail.readUInt32LE(place) === END && place + 22 + tail.readUInt16LE(place + 20) === tailLength;
  while (at >= 0 && !isEnd(at)) at -= 1;
  if (at < 0) throw unreadable('its end record is missing, or something follows it');
  const plain: Directory = { count: tail.readUInt16LE(at + 10), size: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) };
  if (plain.count !== 0xffff && plain.size !== WIDE && plain.offset !== WIDE) return plain;
  const locatorAt = at - 20;
  if (locatorAt < 0 || tail.readUInt32LE(locatorAt) !== LOCATOR64) throw unreadable('its zip64 locator is missing');
  const record = readAt(file, Number(tail.readBigUInt64LE(locatorAt + 8)), 56);
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

/** An entry of the directory; `next` is where the one after it begins. Null when these bytes end before it does. */
function readEntry(bytes: Buffer, at: number): { entry: ZipEntry; next: number } | null {
  if (at + 46 > bytes.length) return null;
  if (bytes.readUInt32LE(at) !== CENTRAL) throw unreadable('its directory is damaged');
  const [nameLength, extraLength, commentLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
  const next = at + 46 + nameLength + extraLength + commentLength;
  if (next > bytes.length) return null;
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
  return { entry: { path, size, packedSize, method, offset }, next };
}

/** Where the bytes of an entry begin, by its first bytes. Its own header must name the same file as the directory: readers differ in which they believe. */
export function entryStart(local: Buffer, entry: ZipEntry): number {
  if (local.length < 30) throw unreadable('it ends too early');
  const nameLength = local.readUInt16LE(26);
  if (local.readUInt32LE(0) !== LOCAL) throw unreadable('an entry does not begin where the directory says');
  if (30 + nameLength > local.length || local.toString('utf8', 30, 30 + nameLength) !== entry.path) throw new ZipFault('zip-path-unsafe', 'An entry of the zip has another name than its directory says; it was not made by an export and is not read.');
  return 30 + nameLength + local.readUInt16LE(28);
}

/** So much of the directory is read at once; one entry is shorter. */
const PART = 1 << 20;

/** The entries of the directory one by one; it is never held whole. */
function* entriesOf(file: number, directory: Directory): Generator<ZipEntry> {
  let part = readAt(file, directory.offset, Math.min(PART, directory.size));
  let [from, at] = [0, 0];
  for (let index = 0; index < directory.count; index++) {
    let read = readEntry(part, at);
    if (read === null && from + part.length < directory.size) {
      from += at;
      part = readAt(file, directory.offset + from, Math.min(PART, directory.size - from));
      read = readEntry(part, 0);
    }
    if (read === null) throw unreadable('its directory is damaged');
    at = read.next;
    yield read.entry;
  }
}

/** Where the entries of a zip lie, by number: some eighty bytes an entry. */
export class ZipPlaces {
  private readonly paths = new PackedPaths();
  /** Size, packed size and offset of each; the sign of the packed size tells the method. */
  private numbers = new Float64Array(0);
  /** Entries whose names end in a slash. */
  private readonly folders = new Set<string>();

  add(entry: ZipEntry): void {
    const number = this.paths.add(entry.path);
    this.numbers = grown(this.numbers, (number + 1) * 3, (length) => new Float64Array(length));
    this.numbers.set([entry.size, entry.method === 0 ? -1 - entry.packedSize : entry.packedSize, entry.offset], number * 3);
    if (entry.path.endsWith('/')) this.folders.add(entry.path);
  }

  private at(number: number): ZipEntry {
    const [size = 0, packed = 0, offset = 0] = this.numbers.subarray(number * 3, number * 3 + 3);
    return { path: this.paths.at(number), size, packedSize: packed < 0 ? -1 - packed : packed, method: packed < 0 ? 0 : 8, offset };
  }

  /** The file of this path. */
  find(path: string): ZipEntry | null {
    const number = path.endsWith('/') ? -1 : this.paths.find(path);
    return number < 0 ? null : this.at(number);
  }

  /** Every file, in the order of the directory. */
  *files(): Generator<SourceFile> {
    for (let number = 0; number < this.paths.count; number++) {
      const path = this.paths.at(number);
      if (!path.endsWith('/')) yield { path, size: this.numbers[number * 3] ?? 0 };
    }
  }

  /** No two files of one name, and none with the name of a folder: which counts could not be told. */
  checkNames(): void {
    let before = '';
    for (const number of this.paths.order()) {
      const path = this.paths.at(number);
      if (path === before && !path.endsWith('/')) throw new ZipFault('zip-path-twice', 'The zip holds two files of one name; which of them counts cannot be told.');
      before = path;
    }
    for (const folder of this.folders) {
      if (this.find(folder.slice(0, -1)) !== null) throw new ZipFault('zip-path-twice', 'The zip holds a file and a folder of one name; which of them counts cannot be told.');
    }
  }

  /** Entries lie one after the other from the first byte on: two that share bytes are a bomb, and what stands before them belongs to no file. */
  checkPlaces(directory: Directory): void {
    let end = 0;
    const offset = (number: number): number => this.numbers[number * 3 + 2] ?? 0;
    for (const number of Uint32Array.from({ length: this.paths.count }, (_, index) => index).sort((a, b) => offset(a) - offset(b))) {
      const entry = this.at(number);
      if (entry.offset < end || (end === 0 && entry.offset !== 0)) throw unreadable('its entries share bytes, or bytes before them belong to none');
      end = entry.offset + 30 + Buffer.byteLength(entry.path) + entry.packedSize;
    }
    if (end > directory.offset) throw unreadable('an entry reaches into its directory');
  }
}

/** Every file of the zip. Refuses names that lead out of the folder and names that occur twice. */
export function readZipDirectory(file: number, size: number): ZipPlaces {
  const directory = findDirectory(file, size);
  if (directory.offset + directory.size > size) throw unreadable('its directory lies outside of it');
  if (directory.size > MOST_DIRECTORY) throw new ZipFault('zip-too-large', 'The zip says that it holds more files than any export; it is not read.');
  // An entry takes 46 bytes at least.
  if (directory.count * 46 > directory.size) throw unreadable('its directory is shorter than its count of files');
  const places = new ZipPlaces();
  for (const entry of entriesOf(file, directory)) places.add(entry);
  places.checkNames();
  places.checkPlaces(directory);
  return places;
}
