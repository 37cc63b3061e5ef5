import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';

/** Takes bytes of the zip; the promise ends when there is room for more. */
export type WriteBytes = (bytes: Uint8Array) => Promise<void>;

/** Entries up to this size, any still image among them, are packed whole: their header then says everything, and they cost no stream. */
const WHOLE = 1 << 23;
/** Longest stored block of Deflate. */
const BLOCK = 0xffff;
/** Small writes are gathered up to this size. */
const GATHERED = 1 << 18;
/** Lines of the directory are kept in pages of about so many bytes. */
const PAGE = 1 << 16;
/** The same for every file: a zip of the same snapshot is the same bytes. 2020-01-01 00:00 as DOS keeps it. */
const DOS_DATE = ((2020 - 1980) << 9) | (1 << 5) | 1;
const [LOCAL, DESCRIPTOR, CENTRAL, END64, LOCATOR64, END] = [0x04034b50, 0x08074b50, 0x02014b50, 0x06064b50, 0x07064b50, 0x06054b50];
const [STORED, DEFLATED] = [0, 8];
/** Names are UTF-8; sums and sizes follow the bytes. */
const [UTF8_NAMES, SUMS_FOLLOW] = [1 << 11, 1 << 3];
const WIDE = 0xffffffff;
const MANY = 0xffff;
const [PLAIN, ZIP64] = [20, 45];
/** Made by Unix; a regular file that its owner may write. */
const MADE_BY = (3 << 8) | ZIP64;
const MODE = 0o100644;

interface Sums {
  readonly crc: number;
  readonly size: number;
  readonly packed: number;
}

/** Fields of a header, each with its width in bytes, least byte first. */
function fields(...parts: readonly (readonly [value: number, width: 2 | 4 | 8])[]): Buffer {
  const bytes = Buffer.alloc(parts.reduce((sum, [, width]) => sum + width, 0));
  let at = 0;
  for (const [value, width] of parts) {
    if (width === 2) bytes.writeUInt16LE(value, at);
    else if (width === 4) bytes.writeUInt32LE(value, at);
    else bytes.writeBigUInt64LE(BigInt(value), at);
    at += width;
  }
  return bytes;
}

/** Room for two sizes of eight bytes in a local header (APPNOTE 4.5.3); who reads the zip as a stream sees by it how wide the sizes behind the bytes are. */
const wideRoom = (): Buffer => fields([1, 2], [16, 2], [0, 8], [0, 8]);

/** From where on zip64 is used: by the format, four bytes of sizes and two of counts; and what is packed whole. Specs set less, for want of gigabytes. */
export interface ZipLimits {
  readonly wholeUpTo: number;
  readonly wideFrom: number;
  readonly manyFrom: number;
}

async function* packedBy(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const deflate = createDeflateRaw();
  const fed = pipeline(content, deflate).then(() => null, (error: unknown) => (error instanceof Error ? error : new Error('an entry could not be read')));
  for await (const chunk of deflate as AsyncIterable<Buffer>) yield chunk;
  const error = await fed;
  if (error !== null) throw error;
}

/** A stored block of Deflate (RFC 1951, 3.2.4): last or not, its length, and the same with all bits turned. */
const blockHead = (isLast: boolean, length: number): Buffer => Buffer.from([isLast ? 1 : 0, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255]);

/** The bytes as they are in blocks of Deflate, all but the last of one length: the same bytes however they come. */
async function* unpackedBlocks(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = Buffer.alloc(0);
  for await (const chunk of content) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    for (; bytes.length - at > BLOCK; at += BLOCK) {
      yield blockHead(false, BLOCK);
      yield bytes.subarray(at, at + BLOCK);
    }
    rest = bytes.subarray(at);
  }
  yield blockHead(true, rest.length);
  yield rest;
}

/**
 * Writes a zip as a stream (PKWARE APPNOTE 6.3, with zip64 where sizes ask for it). Of every entry only its line of the
 * directory stays in memory. A library that keeps an object with streams and callbacks of every entry to the end, and looks
 * through all of them at each next one, takes minutes and hundreds of MB for fifty thousand files.
 */
export class ZipWriter {
  /** The directory so far: pages of many lines, since a buffer of its own for each of a hundred thousand holds twice its bytes. */
  private readonly pages: Buffer[] = [];
  private page: Buffer[] = [];
  private pageBytes = 0;
  private entries = 0;
  private position = 0;
  private waiting: Uint8Array[] = [];
  private waitingBytes = 0;

  constructor(
    private readonly write: WriteBytes,
    private readonly limits: ZipLimits = { wholeUpTo: WHOLE, wideFrom: WIDE, manyFrom: MANY },
  ) {}

  /** Adds a file; one after the other. `size` where it is known. */
  async add(path: string, content: AsyncIterable<Uint8Array>, compress: boolean, size: number | null = null): Promise<void> {
    const name = Buffer.from(path, 'utf8');
    const offset = this.position;
    const source = content[Symbol.asyncIterator]();
    const head: Uint8Array[] = [];
    let length = 0;
    for (let next = await source.next(); !next.done; next = await source.next()) {
      head.push(next.value);
      length += next.value.length;
      if (length > this.limits.wholeUpTo) return this.addStream(name, offset, chain(head, source), compress, size);
    }
    const packed = compress ? [deflateRawSync(Buffer.concat(head))] : head;
    const sums = { crc: head.reduce((crc, chunk) => crc32(chunk, crc), 0), size: length, packed: packed.reduce((sum, chunk) => sum + chunk.length, 0) };
    const method = compress ? DEFLATED : STORED;
    await this.put(fields([LOCAL, 4], [PLAIN, 2], [UTF8_NAMES, 2], [method, 2], [0, 2], [DOS_DATE, 2], [sums.crc, 4], [sums.packed, 4], [sums.size, 4], [name.length, 2], [0, 2]));
    await this.put(name);
    for (const chunk of packed) await this.put(chunk);
    this.enter(name, offset, method, UTF8_NAMES, sums);
  }

  /** Sums that follow are understood by everybody after packed bytes alone, which say themselves where they end: so what does not get smaller is packed too, as it is. */
  private async addStream(name: Buffer, offset: number, content: AsyncIterable<Uint8Array>, compress: boolean, expected: number | null): Promise<void> {
    const flags = UTF8_NAMES | SUMS_FOLLOW;
    // Packed as it is, it becomes a little larger.
    const isWide = expected !== null && expected >= this.limits.wideFrom / 2;
    const [extra, empty] = isWide ? [wideRoom(), WIDE] : [Buffer.alloc(0), 0];
    await this.put(fields([LOCAL, 4], [isWide ? ZIP64 : PLAIN, 2], [flags, 2], [DEFLATED, 2], [0, 2], [DOS_DATE, 2], [0, 4], [empty, 4], [empty, 4], [name.length, 2], [extra.length, 2]));
    await this.put(name);
    await this.put(extra);
    let [crc, size, packed] = [0, 0, 0];
    async function* summed(): AsyncGenerator<Uint8Array> {
      for await (const chunk of content) {
        crc = crc32(chunk, crc);
        size += chunk.length;
        yield chunk;
      }
    }
    for await (const chunk of compress ? packedBy(summed()) : unpackedBlocks(summed())) {
      packed += chunk.length;
      await this.put(chunk);
    }
    const width = isWide || Math.max(size, packed) >= this.limits.wideFrom ? 8 : 4;
    await this.put(fields([DESCRIPTOR, 4], [crc, 4], [packed, width], [size, width]));
    this.enter(name, offset, DEFLATED, flags, { crc, size, packed });
  }

  /** Writes the directory; nothing can be added afterwards. */
  async end(): Promise<void> {
    const [start, count] = [this.position, this.entries];
    for (const lines of [...this.pages, ...this.page]) await this.put(lines);
    const size = this.position - start;
    if (count >= this.limits.manyFrom || size >= this.limits.wideFrom || start >= this.limits.wideFrom) {
      const at = this.position;
      await this.put(fields([END64, 4], [44, 8], [MADE_BY, 2], [ZIP64, 2], [0, 4], [0, 4], [count, 8], [count, 8], [size, 8], [start, 8]));
      await this.put(fields([LOCATOR64, 4], [0, 4], [at, 8], [1, 4]));
    }
    const few = count >= this.limits.manyFrom ? MANY : count;
    await this.put(fields([END, 4], [0, 2], [0, 2], [few, 2], [few, 2], [this.narrow(size), 4], [this.narrow(start), 4], [0, 2]));
    await this.flush();
  }

  private enter(name: Buffer, offset: number, method: number, flags: number, { crc, size, packed }: Sums): void {
    const wide = [size, packed, offset].filter((value) => value >= this.limits.wideFrom);
    const extra = wide.length === 0 ? Buffer.alloc(0) : fields([1, 2], [wide.length * 8, 2], ...wide.map((value) => [value, 8] as const));
    const line = fields(
      [CENTRAL, 4], [MADE_BY, 2], [wide.length === 0 ? PLAIN : ZIP64, 2], [flags, 2], [method, 2], [0, 2], [DOS_DATE, 2], [crc, 4], [this.narrow(packed), 4], [this.narrow(size), 4],
      [name.length, 2], [extra.length, 2], [0, 2], [0, 2], [0, 2], [MODE * 0x10000, 4], [this.narrow(offset), 4],
    );
    this.entries += 1;
    this.page.push(line, name, extra);
    this.pageBytes += line.length + name.length + extra.length;
    if (this.pageBytes < PAGE) return;
    this.pages.push(Buffer.concat(this.page));
    [this.page, this.pageBytes] = [[], 0];
  }

  /** The value, or all ones where it stands in the zip64 field. */
  private narrow(value: number): number {
    return value >= this.limits.wideFrom ? WIDE : value;
  }

  private async put(bytes: Uint8Array): Promise<void> {
    this.position += bytes.length;
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    if (this.waitingBytes >= GATHERED) await this.flush();
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.concat(this.waiting);
    this.waiting = [];
    this.waitingBytes = 0;
    if (bytes.length > 0) await this.write(bytes);
  }
}

/** What was read already, then the rest. */
async function* chain(head: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
