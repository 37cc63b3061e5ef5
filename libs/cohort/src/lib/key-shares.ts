/** One of several shares of a secret: any two of them give it back, one alone says nothing of it. */
export interface KeyShare {
  /** Where the line is read: 1 to 255, each position once. */
  readonly position: number;
  readonly bytes: Uint8Array;
}

/** How many shares open a secret. */
export const SHARES_NEEDED = 2;

/** Product in GF(2^8) modulo x^8+x^4+x^3+x+1, the field of AES (FIPS 197 4.2). */
function multiply(a: number, b: number): number {
  let [left, right, product] = [a, b, 0];
  while (right > 0) {
    if (right & 1) product ^= left;
    left = (left << 1) ^ (left & 0x80 ? 0x11b : 0);
    right >>= 1;
  }
  return product;
}

/** The inverse is the 254th power (the group has 255 elements). */
function inverse(a: number): number {
  let result = 1;
  for (let power = 0; power < 254; power++) result = multiply(result, a);
  return result;
}

const positionFits = (position: number): boolean => Number.isInteger(position) && position >= 1 && position <= 255;

/**
 * Divides a secret among `count` holders so that any two open it (Shamir 1979, threshold 2): byte by byte a line through
 * the secret at 0 with the random slope, read at 1 … count. `slope` must be random bytes, as many as the secret has.
 */
export function divideKey(secret: Uint8Array, count: number, slope: Uint8Array): KeyShare[] {
  if (slope.length !== secret.length) throw new RangeError('the slope must be as long as the secret');
  if (!positionFits(count) || count < SHARES_NEEDED) throw new RangeError('a key is divided among 2 to 255 holders');
  return Array.from({ length: count }, (_, index) => {
    const position = index + 1;
    return { position, bytes: secret.map((byte, at) => byte ^ multiply(slope[at] ?? 0, position)) };
  });
}

/** The secret of two different shares; null when they cannot belong together. Whether it is the right one, the box that it opens will tell. */
export function joinShares([first, second]: readonly [KeyShare, KeyShare]): Uint8Array | null {
  const fits = positionFits(first.position) && positionFits(second.position) && first.position !== second.position && first.bytes.length === second.bytes.length;
  if (!fits) return null;
  // Line through two points, read at 0 (Lagrange): s = (y1·x2 + y2·x1) / (x1 + x2), where + is ⊕.
  const divisor = inverse(first.position ^ second.position);
  const [w1, w2] = [multiply(second.position, divisor), multiply(first.position, divisor)];
  return first.bytes.map((byte, at) => multiply(byte, w1) ^ multiply(second.bytes[at] ?? 0, w2));
}
