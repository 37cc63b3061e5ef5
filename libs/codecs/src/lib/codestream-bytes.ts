import { refuse, type Result } from '@echocohort/kernel';

/** What a compressed stream says of itself before anything is decoded. */
export interface StreamFacts {
  readonly lossy: boolean;
}

export const damaged = (): Result<never> => refuse({ code: 'picture-damaged', detail: 'The compressed picture is damaged, cut, or of another size, depth or number of colours than the file says; export the file from the scanner again.' });
export const unsupported = (): Result<never> => refuse({ code: 'codec-not-supported', detail: 'The compressed picture uses a feature that no scanner needs and that cannot be decoded within bounds; export the file uncompressed.' });

/** Big endian numbers of a stream; zero beyond its end, since every use is followed by a check of what was read. */
export class StreamBytes {
  private readonly bytes: Uint8Array;
  readonly length: number;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    // A frame is padded to even length with zeros; some encoders pad with one byte of ones.
    let { length } = bytes;
    while (length > 2 && bytes[length - 1] === 0) length--;
    const ended = bytes[length - 3] === 0xff && bytes[length - 2] === 0xd9;
    this.length = ended && bytes[length - 1] === 0xff ? length - 1 : length;
  }

  u8(at: number): number {
    return this.bytes[at] ?? 0;
  }

  u16(at: number): number {
    return this.u8(at) * 256 + this.u8(at + 1);
  }

  u32(at: number): number {
    return this.u16(at) * 65_536 + this.u16(at + 2);
  }
}
