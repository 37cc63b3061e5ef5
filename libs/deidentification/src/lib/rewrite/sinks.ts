import type { ByteSource } from '@echocohort/dicom';
import type { ByteSink } from '../deidentification.types.ts';
import type { PieceSink } from './write-out.ts';

/** One buffer that is used again for each frame. */
class Scratch {
  private bytes = new Uint8Array(0);

  room(length: number): Uint8Array {
    if (this.bytes.length < length) this.bytes = new Uint8Array(length);
    return this.bytes.subarray(0, length);
  }
}

/** The clean file in memory. Frames of a file whose size is known are cleaned in place, so that no byte is copied twice. */
export class MemorySink implements PieceSink {
  private bytes: Uint8Array;
  private length = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }

  write(piece: Uint8Array): void {
    this.reserve(piece.length);
    const inPlace = piece.buffer === this.bytes.buffer && piece.byteOffset === this.length;
    if (!inPlace) this.bytes.set(piece, this.length);
    this.length += piece.length;
  }

  gap(length: number): void {
    this.reserve(length);
    this.length += length;
  }

  writeAt(offset: number, piece: Uint8Array): void {
    this.bytes.set(piece, offset);
  }

  room(length: number): Uint8Array {
    this.reserve(length);
    return this.bytes.subarray(this.length, this.length + length);
  }

  done(): Uint8Array {
    return this.bytes.length === this.length ? this.bytes : this.bytes.slice(0, this.length);
  }

  private reserve(extra: number): void {
    if (this.length + extra <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.length + extra, Math.ceil(this.bytes.length * 1.5)));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

/** Hands the pieces to a sink outside; memory holds one frame. */
export class StreamSink implements PieceSink {
  private readonly sink: ByteSink;
  private readonly scratch = new Scratch();
  size = 0;

  constructor(sink: ByteSink) {
    this.sink = sink;
  }

  write(piece: Uint8Array): void {
    this.sink.write(piece);
    this.size += piece.length;
  }

  gap(length: number): void {
    this.write(new Uint8Array(length));
  }

  writeAt(offset: number, piece: Uint8Array): void {
    this.sink.writeAt(offset, piece);
  }

  room(length: number): Uint8Array {
    return this.scratch.room(length);
  }
}

/** Whether two pieces hold the same bytes; four at a time where alignment allows. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  if (a.byteOffset % 4 === b.byteOffset % 4) {
    for (const lead = (4 - (a.byteOffset % 4)) % 4; at < Math.min(lead, a.length); at++) if (a[at] !== b[at]) return false;
    const words = Math.floor((a.length - at) / 4);
    const [left, right] = words > 0 ? [new Uint32Array(a.buffer, a.byteOffset + at, words), new Uint32Array(b.buffer, b.byteOffset + at, words)] : [new Uint32Array(0), new Uint32Array(0)];
    for (let word = 0; word < words; word++) if (left[word] !== right[word]) return false;
    at += words * 4;
  }
  for (; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** Compares the pieces with a file instead of writing them. */
export class CompareSink implements PieceSink {
  private readonly source: ByteSource;
  private readonly scratch = new Scratch();
  private position = 0;
  private different = false;

  constructor(source: ByteSource) {
    this.source = source;
  }

  write(piece: Uint8Array): void {
    if (!this.different) this.different = !sameBytes(this.source.read(this.position, piece.length), piece);
    this.position += piece.length;
  }

  gap(length: number): void {
    this.position += length;
  }

  writeAt(offset: number, piece: Uint8Array): void {
    if (!this.different) this.different = !sameBytes(this.source.read(offset, piece.length), piece);
  }

  room(length: number): Uint8Array {
    return this.scratch.room(length);
  }

  /** Whether the file is just what was written, no byte more. */
  get same(): boolean {
    return !this.different && this.position === this.source.size;
  }
}
