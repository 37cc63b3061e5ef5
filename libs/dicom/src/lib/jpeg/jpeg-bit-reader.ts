import { FAST_BITS, type HuffmanDecoder } from './jpeg-huffman.ts';
import { JpegFault } from './jpeg-frame.ts';

/** Reads the bits of one entropy-coded segment; stuffed zero bytes are skipped, a marker ends the data (T.81 F.2.2.5). */
export class JpegBitReader {
  private readonly bytes: Uint8Array;
  position: number;
  private buffer = 0;
  private held = 0;
  /** Bits handed out beyond the marker; a sound stream never needs more than the padding. */
  private invented = 0;

  constructor(bytes: Uint8Array, position: number) {
    this.bytes = bytes;
    this.position = position;
  }

  private fill(): void {
    while (this.held <= 16) {
      const byte = this.bytes[this.position];
      if (byte === undefined || (byte === 0xff && this.bytes[this.position + 1] !== 0)) {
        this.buffer = (this.buffer << 8) & 0xffffffff;
        this.invented += 8;
      } else {
        this.buffer = (this.buffer << 8) | byte;
        this.position += byte === 0xff ? 2 : 1;
      }
      this.held += 8;
    }
  }

  /** Next symbol of a Huffman code. */
  symbol(table: HuffmanDecoder): number {
    if (this.held < 16) this.fill();
    const prefix = (this.buffer >>> (this.held - 16)) & 0xffff;
    const entry = table.fast[prefix >>> (16 - FAST_BITS)] ?? 0;
    if (entry !== 0) {
      this.held -= entry >>> 8;
      return entry & 0xff;
    }
    let length = FAST_BITS + 1;
    while (prefix >= (table.limits[length] ?? 0)) length++;
    const symbol = length > 16 ? undefined : table.symbols[(prefix >>> (16 - length)) + (table.offsets[length] ?? 0)];
    if (symbol === undefined) throw new JpegFault('jpeg-damaged');
    this.held -= length;
    return symbol;
  }

  /** A signed value of `category` bits (T.81 F.2.2.1, EXTEND). */
  value(category: number): number {
    if (category === 0) return 0;
    if (this.held < category) this.fill();
    this.held -= category;
    const raw = (this.buffer >>> this.held) & ((1 << category) - 1);
    return raw < 1 << (category - 1) ? raw - (1 << category) + 1 : raw;
  }

  /** Ends a restart interval or scan: whole bytes only, and no bit may have been invented. */
  finish(): void {
    if (this.invented > this.held) throw new JpegFault('jpeg-damaged');
    this.held = 0;
    this.buffer = 0;
    this.invented = 0;
  }
}
