/** Largest number of the transport format, 16^63 (1 − 2^−53). */
const LARGEST = 7.237005577332261e75;
const SMALLEST = 5.397605346934028e-79;

/**
 * A number as IBM System/360 double (hexadecimal base, 7-bit exponent with bias 64, 56-bit fraction), the form of the
 * SAS transport format (SAS technical note TS-140). Every double within its range fits without loss.
 */
export function ibmDouble(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  if (value === 0) return bytes;
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size > LARGEST) throw new RangeError('a number lies outside of what the SAS transport format holds');
  if (size < SMALLEST) return bytes;
  let exponent = Math.floor(Math.log2(size) / 4) + 1;
  while (size / 16 ** exponent >= 1) exponent += 1;
  while (size / 16 ** exponent < 1 / 16) exponent -= 1;
  let fraction = BigInt((size / 16 ** exponent) * 2 ** 56);
  for (let at = 7; at > 0; at--) {
    bytes[at] = Number(fraction & 0xffn);
    fraction >>= 8n;
  }
  bytes[0] = (value < 0 ? 0x80 : 0) | (exponent + 64);
  return bytes;
}

/** Does the format hold this number? Below the smallest one it becomes 0. */
export const ibmHolds = (value: number): boolean => Math.abs(value) <= LARGEST;

/** `._`, the special missing value that stands for no reason of a study: a number beyond the format. */
export function ibmBeyond(): Uint8Array {
  const bytes = new Uint8Array(8);
  bytes[0] = 0x5f;
  return bytes;
}

/** `.` (tag null) or `.A` to `.Z`: the letter alone in the first byte. */
export function ibmMissing(tag: number | null): Uint8Array {
  const bytes = new Uint8Array(8);
  bytes[0] = tag === null ? 0x2e : 0x41 + tag;
  return bytes;
}
