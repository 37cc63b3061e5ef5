import { JpegFault } from './jpeg-frame.ts';

/** What must be there in a sound stream. */
export const need = <T>(value: T | undefined | null): T => {
  if (value === undefined || value === null) throw new JpegFault('jpeg-damaged');
  return value;
};

/** Walks the markers and segments of one JPEG stream (T.81 annex B), whatever process its scans are of. */
export class JpegSegments {
  /** Place of the next byte; a scan moves it behind its data. */
  position = 2;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw new JpegFault('jpeg-damaged');
  }

  byte(at: number): number {
    return need(this.bytes[at]);
  }

  marker(): number {
    if (this.byte(this.position) !== 0xff) throw new JpegFault('jpeg-damaged');
    while (this.byte(this.position) === 0xff) this.position++;
    return this.byte(this.position++);
  }

  segment(): Uint8Array {
    const length = (this.byte(this.position) << 8) | this.byte(this.position + 1);
    if (length < 2 || this.position + length > this.bytes.length) throw new JpegFault('jpeg-damaged');
    const segment = this.bytes.subarray(this.position + 2, this.position + length);
    this.position += length;
    return segment;
  }
}
