import fc from 'fast-check';
import { divideKey, joinShares, type KeyShare } from '../index.ts';

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const at = (shares: readonly KeyShare[], index: number): KeyShare => {
  const share = shares[index];
  if (!share) throw new RangeError('no such share');
  return share;
};

describe('shares of a key', () => {
  it('give the key back, whichever two holders come', () => {
    fc.assert(fc.property(bytes, bytes, fc.integer({ min: 2, max: 9 }), fc.nat(), fc.nat(), (secret, slope, count, a, b) => {
      const shares = divideKey(secret, count, slope);
      const [first, second] = [a % count, (a + 1 + (b % (count - 1))) % count];
      expect(joinShares([at(shares, first), at(shares, second)])).toEqual(secret);
    }));
  });

  it('say nothing alone: for every share and every other key there is a slope that gives this very share', () => {
    fc.assert(fc.property(bytes, bytes, bytes, (secret, slope, other) => {
      const [share] = divideKey(secret, 2, slope);
      if (!share) throw new RangeError('no share');
      // At position 1 the share is secret ⊕ slope, so that slope is share ⊕ other.
      const fitting = share.bytes.map((byte, index) => byte ^ (other[index] ?? 0));
      expect(divideKey(other, 2, fitting)[0]?.bytes).toEqual(share.bytes);
    }));
  });

  it('of two different keys give a third', () => {
    const [one, two] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const slope = Uint8Array.from({ length: 32 }, (_, index) => index);
    expect(joinShares([at(divideKey(one, 2, slope), 0), at(divideKey(two, 2, slope), 1)])).not.toEqual(one);
  });

  it.each<[string, KeyShare, KeyShare]>([
    ['the same position', { position: 1, bytes: new Uint8Array(32) }, { position: 1, bytes: new Uint8Array(32) }],
    ['a position that is none', { position: 0, bytes: new Uint8Array(32) }, { position: 2, bytes: new Uint8Array(32) }],
    ['different lengths', { position: 1, bytes: new Uint8Array(32) }, { position: 2, bytes: new Uint8Array(16) }],
  ])('do not join with %s', (_, first, second) => expect(joinShares([first, second])).toBeNull());

  it.each([[1], [256]])('are not made for %d holders', (count) => expect(() => divideKey(new Uint8Array(32), count, new Uint8Array(32))).toThrow(RangeError));
});
