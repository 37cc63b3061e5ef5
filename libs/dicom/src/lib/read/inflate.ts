import { ReadFault } from './byte-cursor.ts';

const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const DISTANCE_EXTRA = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const at = (table: readonly number[] | Uint8Array | Uint16Array | Int32Array, index: number): number => {
  const value = table[index];
  if (value === undefined) throw new ReadFault('deflate-damaged');
  return value;
};

/** Canonical Huffman code of RFC 1951 3.2.2: how many codes of each length, and their symbols in order. */
interface HuffmanCode {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

function huffmanCode(lengths: readonly number[]): HuffmanCode {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length] = at(counts, length) + 1;
  counts[0] = 0;
  const next = new Uint16Array(17);
  for (let length = 1; length < 16; length++) next[length + 1] = at(next, length) + at(counts, length);
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    const place = at(next, length);
    symbols[place] = symbol;
    next[length] = place + 1;
  });
  return { counts, symbols };
}

class BitReader {
  private readonly bytes: Uint8Array;
  private position = 0;
  private buffer = 0;
  private held = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  bits(count: number): number {
    while (this.held < count) {
      const byte = this.bytes[this.position++];
      if (byte === undefined) throw new ReadFault('truncated');
      this.buffer |= byte << this.held;
      this.held += 8;
    }
    const value = this.buffer & ((1 << count) - 1);
    this.buffer >>>= count;
    this.held -= count;
    return value;
  }

  symbol(code: HuffmanCode): number {
    let [value, first, index] = [0, 0, 0];
    for (let length = 1; length < 16; length++) {
      value |= this.bits(1);
      const count = at(code.counts, length);
      if (value - count < first) return at(code.symbols, index + (value - first));
      index += count;
      first = (first + count) << 1;
      value <<= 1;
    }
    throw new ReadFault('deflate-damaged');
  }

  stored(): Uint8Array {
    this.buffer = 0;
    this.held = 0;
    const low = at(this.bytes, this.position) | (at(this.bytes, this.position + 1) << 8);
    const start = this.position + 4;
    if (start + low > this.bytes.length) throw new ReadFault('truncated');
    this.position = start + low;
    return this.bytes.subarray(start, start + low);
  }
}

/** Output that grows by doubling up to a cap. */
class GrowingOutput {
  private bytes: Uint8Array;
  private readonly cap: number;
  length = 0;

  constructor(cap: number) {
    this.cap = cap;
    this.bytes = new Uint8Array(Math.min(cap, 1 << 16));
  }

  reserve(extra: number): void {
    const needed = this.length + extra;
    if (needed > this.cap) throw new ReadFault('inflated-too-large');
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(Math.min(this.cap, Math.max(needed, this.bytes.length * 2)));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  literal(byte: number): void {
    this.reserve(1);
    this.bytes[this.length++] = byte;
  }

  append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  repeat(distance: number, count: number): void {
    if (distance > this.length) throw new ReadFault('deflate-damaged');
    this.reserve(count);
    const { bytes, length } = this;
    if (distance === 1) bytes.fill(at(bytes, length - 1), length, length + count);
    else if (distance >= count) bytes.copyWithin(length, length - distance, length - distance + count);
    else for (let step = 0; step < count; step++) bytes[length + step] = at(bytes, length + step - distance);
    this.length += count;
  }

  done(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

const FIXED_LITERALS = huffmanCode(Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8)));
const FIXED_DISTANCES = huffmanCode(Array.from({ length: 30 }, () => 5));

function dynamicCodes(reader: BitReader): [HuffmanCode, HuffmanCode] {
  const literalCount = reader.bits(5) + 257;
  const distanceCount = reader.bits(5) + 1;
  const orderCount = reader.bits(4) + 4;
  const orderLengths = Array.from({ length: 19 }, () => 0);
  for (let index = 0; index < orderCount; index++) orderLengths[at(CODE_LENGTH_ORDER, index)] = reader.bits(3);
  const orderCode = huffmanCode(orderLengths);
  const lengths: number[] = [];
  while (lengths.length < literalCount + distanceCount) {
    const symbol = reader.symbol(orderCode);
    if (symbol < 16) lengths.push(symbol);
    else {
      const repeated = symbol === 16 ? at(lengths, lengths.length - 1) : 0;
      const times = symbol === 16 ? reader.bits(2) + 3 : symbol === 17 ? reader.bits(3) + 3 : reader.bits(7) + 11;
      for (let step = 0; step < times; step++) lengths.push(repeated);
    }
  }
  return [huffmanCode(lengths.slice(0, literalCount)), huffmanCode(lengths.slice(literalCount, literalCount + distanceCount))];
}

function inflateBlock(reader: BitReader, output: GrowingOutput, literals: HuffmanCode, distances: HuffmanCode): void {
  for (;;) {
    const symbol = reader.symbol(literals);
    if (symbol < 256) output.literal(symbol);
    else if (symbol === 256) return;
    else {
      const length = at(LENGTH_BASE, symbol - 257) + reader.bits(at(LENGTH_EXTRA, symbol - 257));
      const code = reader.symbol(distances);
      output.repeat(at(DISTANCE_BASE, code) + reader.bits(at(DISTANCE_EXTRA, code)), length);
    }
  }
}

/** Raw deflate (RFC 1951) with a hard cap on the output, so that a bomb costs no memory. Throws `ReadFault` inside the reader. */
export function inflateRaw(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const reader = new BitReader(bytes);
  const output = new GrowingOutput(maxBytes);
  for (let last = 0; last === 0; ) {
    last = reader.bits(1);
    const kind = reader.bits(2);
    if (kind === 0) output.append(reader.stored());
    else if (kind === 1) inflateBlock(reader, output, FIXED_LITERALS, FIXED_DISTANCES);
    else if (kind === 2) inflateBlock(reader, output, ...dynamicCodes(reader));
    else throw new ReadFault('deflate-damaged');
  }
  return output.done();
}
