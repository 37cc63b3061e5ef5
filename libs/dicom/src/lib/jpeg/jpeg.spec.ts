import fc from 'fast-check';
import jpegJs from 'jpeg-js';
import { forwardDct, inverseDct } from './jpeg-dct.ts';
import { decodeJpeg } from './jpeg-decode.ts';
import { encodeJpeg } from './jpeg-encode.ts';
import type { JpegFrame } from './jpeg-frame.ts';
import { STANDARD_TABLES } from './jpeg-huffman.ts';
import { jpegPlanes } from './jpeg-planes.ts';

function picture(width: number, height: number): { data: Buffer; width: number; height: number } {
  const data = Buffer.alloc(width * height * 4, 255);
  for (let at = 0; at < width * height; at++) {
    data[at * 4] = (at * 7) % 256;
    data[at * 4 + 1] = (at * 3 + 40) % 256;
    data[at * 4 + 2] = (at * 11 + (at >> 4)) % 256;
  }
  return { data, width, height };
}

const encoded = (width: number, height: number, quality: number): Uint8Array => new Uint8Array(jpegJs.encode(picture(width, height), quality).data);

function decoded(bytes: Uint8Array): JpegFrame {
  const result = decodeJpeg(bytes);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

function reencoded(frame: JpegFrame): Uint8Array {
  const result = encodeJpeg(frame);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

describe('JPEG baseline', () => {
  it('has standard tables of 162 distinct symbols for AC and 12 for DC (T.81 annex K.3)', () => {
    for (const [specs, size] of [[STANDARD_TABLES.ac, 162], [STANDARD_TABLES.dc, 12]] as const) {
      for (const { counts, symbols } of specs) {
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(size);
        expect(new Set(symbols).size).toBe(size);
      }
    }
  });

  it.each([[64, 48, 90], [61, 47, 75], [17, 9, 100], [8, 8, 30]])('takes %i x %i at quality %i apart and puts it together: another decoder sees the same pixels', (width, height, quality) => {
    const source = encoded(width, height, quality);
    const again = reencoded(decoded(source));
    expect(jpegJs.decode(again).data.equals(jpegJs.decode(source).data)).toBe(true);
    expect(reencoded(decoded(again))).toEqual(again);
  });

  it('paints the brightness that another decoder paints, within rounding', () => {
    const source = encoded(40, 24, 90);
    const [y = new Uint8Array(0), cb = new Uint8Array(0), cr = new Uint8Array(0)] = jpegPlanes(decoded(source));
    const other = jpegJs.decode(source).data;
    for (let at = 0; at < 40 * 24; at++) {
      const red = Math.min(255, Math.max(0, (y[at] ?? 0) + 1.402 * ((cr[at] ?? 0) - 128)));
      const blue = Math.min(255, Math.max(0, (y[at] ?? 0) + 1.772 * ((cb[at] ?? 0) - 128)));
      expect(Math.abs(red - (other[at * 4] ?? 0))).toBeLessThanOrEqual(4);
      expect(Math.abs(blue - (other[at * 4 + 2] ?? 0))).toBeLessThanOrEqual(4);
    }
  });

  it('keeps no comment and no application segment', () => {
    const source = encoded(16, 16, 80);
    const text = Buffer.from('Tovkarix Quen');
    const commented = Buffer.concat([source.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, text.length + 2]), text, Buffer.from([0xff, 0xe1, 0, text.length + 2]), text, source.subarray(2)]);
    const again = reencoded(decoded(new Uint8Array(commented)));
    expect(Buffer.from(again).includes('Tovkarix')).toBe(false);
    expect(again).toEqual(reencoded(decoded(source)));
  });

  it.each([
    ['progressive', (bytes: Uint8Array) => bytes.map((byte, at) => (byte === 0xc0 && bytes[at - 1] === 0xff ? 0xc2 : byte)), 'codec-not-supported'],
    ['cut', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 40), 'jpeg-damaged'],
    ['no JPEG', () => Uint8Array.of(1, 2, 3), 'jpeg-damaged'],
    ['empty', () => new Uint8Array(0), 'jpeg-damaged'],
  ])('refuses a %s stream', (_name, change, code) => {
    const result = decodeJpeg(change(encoded(32, 32, 80)));
    expect(result.ok ? null : result.refusal.code).toBe(code);
  });

  it('never crashes on changed bytes', () => {
    const source = encoded(24, 24, 60);
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat({ max: source.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 }), (changes) => {
      const bytes = source.slice();
      for (const [at, value] of changes) bytes[at] = value;
      const result = decodeJpeg(bytes);
      if (result.ok) encodeJpeg(result.value);
    }), { numRuns: 300 });
  });
});

describe('the transform', () => {
  it('gives back the samples when nothing is lost', () => fc.assert(fc.property(fc.array(fc.integer({ min: -128, max: 127 }), { minLength: 64, maxLength: 64 }), (values) => {
    const samples = Float64Array.from(values);
    const coefficients = new Int16Array(64);
    const back = new Float64Array(64);
    forwardDct(samples, new Uint8Array(64).fill(1), coefficients, 0);
    inverseDct(coefficients, 0, new Uint8Array(64).fill(1), back);
    // Rounding 64 coefficients to whole numbers moves a sample by less than 4 (half of the square root of 64).
    back.forEach((sample, at) => expect(Math.abs(sample - (values[at] ?? 0))).toBeLessThan(4));
  })));

  it('puts a flat block into its first coefficient, eight times its level', () => {
    const coefficients = new Int16Array(64);
    forwardDct(new Float64Array(64).fill(-128), new Uint8Array(64).fill(2), coefficients, 0);
    expect([...coefficients]).toEqual([-512, ...Array.from({ length: 63 }, () => 0)]);
  });
});
