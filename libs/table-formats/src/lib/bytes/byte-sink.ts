import { cutUtf8, utf8 } from './cut-utf8.ts';

/** A growing buffer with numbers of either byte order. */
export class ByteSink {
  private bytes = new Uint8Array(1 << 16);
  private view = new DataView(this.bytes.buffer);
  private position = 0;

  constructor(private readonly little: boolean) {}

  get length(): number {
    return this.position;
  }

  /** Makes room and gives its place. To be called before `view` is read: growing replaces it. */
  private room(count: number): number {
    const at = this.position;
    if (at + count > this.bytes.length) {
      const wider = new Uint8Array(Math.max(this.bytes.length * 2, at + count));
      wider.set(this.bytes);
      this.bytes = wider;
      this.view = new DataView(wider.buffer);
    }
    this.position += count;
    return at;
  }

  u8(value: number): this {
    const at = this.room(1);
    this.view.setUint8(at, value);
    return this;
  }

  u16(value: number): this {
    const at = this.room(2);
    this.view.setUint16(at, value, this.little);
    return this;
  }

  i32(value: number): this {
    const at = this.room(4);
    this.view.setInt32(at, value, this.little);
    return this;
  }

  u32(value: number): this {
    const at = this.room(4);
    this.view.setUint32(at, value, this.little);
    return this;
  }

  u64(value: number): this {
    const at = this.room(8);
    this.view.setBigUint64(at, BigInt(value), this.little);
    return this;
  }

  f64(value: number): this {
    const at = this.room(8);
    this.view.setFloat64(at, value, this.little);
    return this;
  }

  raw(value: Uint8Array): this {
    const at = this.room(value.length);
    this.bytes.set(value, at);
    return this;
  }

  text(value: string): this {
    return this.raw(utf8(value));
  }

  /** A field of fixed width: the text, cut between characters, then `pad`. */
  field(value: string, width: number, pad = 0x20): this {
    const cut = cutUtf8(value, width);
    this.raw(cut);
    return this.fill(width - cut.length, pad);
  }

  fill(count: number, pad: number): this {
    const at = this.room(count);
    this.bytes.fill(pad, at, at + count);
    return this;
  }

  /** Pads to the next multiple of `size`. */
  align(size: number, pad: number): this {
    return this.fill((size - (this.position % size)) % size, pad);
  }

  /** Writes a 64-bit number over an earlier place. */
  patchU64(at: number, value: number): void {
    this.view.setBigUint64(at, BigInt(value), this.little);
  }

  take(): Uint8Array {
    return this.bytes.slice(0, this.position);
  }
}
