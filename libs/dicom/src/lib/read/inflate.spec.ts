import { constants, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { ReadFault } from './byte-cursor.ts';
import { inflateRaw } from './inflate.ts';

describe('inflateRaw', () => {
  it.each([['stored', { level: 0 }], ['fixed codes', { strategy: constants.Z_FIXED }], ['dynamic codes', { level: 9 }]])('unpacks %s blocks', (_name, options) => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat({ max: 255 }), fc.integer({ min: 1, max: 400 })), { maxLength: 60 }), (runs) => {
      const bytes = Uint8Array.from(runs.flatMap(([value, count]) => Array.from({ length: count }, (_, at) => (at % 5 === 4 ? at & 0xff : value))));
      expect(Buffer.from(inflateRaw(new Uint8Array(deflateRawSync(bytes, options)), bytes.length + 1)).equals(Buffer.from(bytes))).toBe(true);
    }), { numRuns: 40 });
  });

  it('stops a bomb at the cap', () => {
    const bomb = new Uint8Array(deflateRawSync(new Uint8Array(4 << 20)));
    expect(() => inflateRaw(bomb, 1 << 20)).toThrow(new ReadFault('inflated-too-large'));
  });

  it('knows damage from data, and never crashes', () => fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
    try {
      inflateRaw(bytes, 100_000);
    } catch (fault) {
      expect(fault).toBeInstanceOf(ReadFault);
    }
  }), { numRuns: 500 }));
});
