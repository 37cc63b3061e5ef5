import { JpegFault } from './jpeg-frame.ts';

/** Decoding table: for each 16-bit prefix up to 9 bits a direct answer, beyond that the limits of each length (T.81 annex F.2.2.3). */
export interface HuffmanDecoder {
  /** `(length << 8) | symbol` for each 9-bit prefix, 0 when the code is longer. */
  readonly fast: Uint16Array;
  /** First code beyond each length, left-aligned to 16 bits; index 17 closes. */
  readonly limits: Int32Array;
  readonly offsets: Int32Array;
  readonly symbols: Uint8Array;
}

/** Encoding table: code and length by symbol; length 0 means the symbol has no code. */
export interface HuffmanEncoder {
  readonly codes: Uint16Array;
  readonly lengths: Uint8Array;
}

/** A table as a DHT segment states it: 16 counts, then the symbols. */
export interface HuffmanSpec {
  readonly counts: Uint8Array;
  readonly symbols: Uint8Array;
}

export const FAST_BITS = 9;

export function huffmanDecoder({ counts, symbols }: HuffmanSpec): HuffmanDecoder {
  const fast = new Uint16Array(1 << FAST_BITS);
  const limits = new Int32Array(18);
  const offsets = new Int32Array(17);
  let [code, index] = [0, 0];
  for (let length = 1; length <= 16; length++) {
    offsets[length] = index - code;
    const count = counts[length - 1] ?? 0;
    for (let step = 0; step < count; step++, code++, index++) {
      if (length > FAST_BITS) continue;
      const entry = (length << 8) | (symbols[index] ?? 0);
      fast.fill(entry, code << (FAST_BITS - length), (code + 1) << (FAST_BITS - length));
    }
    if (code > 1 << length) throw new JpegFault('jpeg-damaged');
    limits[length] = code << (16 - length);
    code <<= 1;
  }
  limits[17] = 0x7fffffff;
  return { fast, limits, offsets, symbols };
}

export function huffmanEncoder({ counts, symbols }: HuffmanSpec): HuffmanEncoder {
  const codes = new Uint16Array(256);
  const lengths = new Uint8Array(256);
  let [code, index] = [0, 0];
  for (let length = 1; length <= 16; length++, code <<= 1) {
    for (let step = 0; step < (counts[length - 1] ?? 0); step++, code++, index++) {
      const symbol = symbols[index] ?? 0;
      codes[symbol] = code;
      lengths[symbol] = length;
    }
  }
  return { codes, lengths };
}

const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** The typical tables of T.81 annex K.3: they have a code for every symbol that baseline can need. */
export const STANDARD_TABLES: { readonly dc: readonly [HuffmanSpec, HuffmanSpec]; readonly ac: readonly [HuffmanSpec, HuffmanSpec] } = {
  dc: [
    { counts: bytes('00010501010101010100000000000000'), symbols: bytes('000102030405060708090a0b') },
    { counts: bytes('00030101010101010101010000000000'), symbols: bytes('000102030405060708090a0b') },
  ],
  ac: [
    {
      counts: bytes('0002010303020403050504040000017d'),
      symbols: bytes('01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa'),
    },
    {
      counts: bytes('00020102040403040705040400010277'),
      symbols: bytes('000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434e125f11718191a262728292a35363738393a434445464748494a535455565758595a636465666768696a737475767778797a82838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa'),
    },
  ],
};
