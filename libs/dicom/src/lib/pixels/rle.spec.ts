import fc from 'fast-check';
import { decodeRle, encodeRle } from './rle.ts';

describe('RLE lossless (PS3.5 annex G)', () => {
  it('gives back what was packed, any planes', () => fc.assert(fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), fc.nat(), (columns, rows, count, seed) => {
    const planes = Array.from({ length: count }, (_, plane) => Uint8Array.from({ length: rows * columns }, (_unused, at) => (seed % (at % 13 + 2) < 3 ? 7 : (at * 31 + plane * 5 + seed) & 0xff)));
    const result = decodeRle(encodeRle(planes, columns), rows * columns, count);
    expect(result.ok && result.value).toEqual(planes);
  })));

  it('packs each row alone, runs of three or more as runs', () => {
    const frame = encodeRle([Uint8Array.of(5, 5, 5, 5, 1, 2, 5, 5)], 4);
    expect([...frame.subarray(64)]).toEqual([0xfd, 5, 3, 1, 2, 5, 5, 0]);
  });

  it.each([
    ['too short', new Uint8Array(10)],
    ['another number of planes', encodeRle([Uint8Array.of(1, 2, 3, 4), Uint8Array.of(1, 2, 3, 4)], 4)],
    ['cut', encodeRle([Uint8Array.from({ length: 40 }, (_, at) => at)], 4).subarray(0, 70)],
    ['segment before the header\'s end', Uint8Array.from([1, 0, 0, 0, 8, 0, 0, 0, ...new Uint8Array(80)])],
  ])('refuses a frame that is %s', (_why, frame) => {
    const result = decodeRle(frame, frame.length > 60 ? 40 : 4, 1);
    expect(result.ok ? null : result.refusal.code).toBe('rle-damaged');
  });
});
