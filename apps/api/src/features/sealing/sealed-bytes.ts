const SALT_BYTES = 32;

/** More than a row of outcomes takes: code of the lesion, type, malignancy, method, date. */
const ROW_BYTES = 192;
const STEP = 1024;
const LINE_END = 10;

/** A length that depends on the number of rows and not on what they say; longer only if rows are longer than any code. */
function paddedLength(outcomes: Uint8Array): number {
  const rows = outcomes.reduce((count, byte) => (byte === LINE_END ? count + 1 : count), 1);
  return Math.ceil(Math.max(rows * ROW_BYTES, outcomes.length) / STEP) * STEP;
}

/**
 * Salt and outcomes as they lie in the box, filled up with zeros: a box is as long as what is in it, and the name of a
 * diagnosis has a length. Text holds no zero, so the end is found again.
 */
export function sealedBytes(salt: Uint8Array, outcomes: Uint8Array): Uint8Array {
  if (salt.length !== SALT_BYTES) throw new RangeError('the salt has another length');
  return Buffer.concat([salt, outcomes, Buffer.alloc(paddedLength(outcomes) - outcomes.length)]);
}

/** What `sealedBytes` put together; also of before boxes were filled up. */
export function unsealed(bytes: Uint8Array): { readonly salt: Uint8Array; readonly outcomes: Uint8Array } {
  let end = bytes.length;
  while (end > SALT_BYTES && bytes[end - 1] === 0) end -= 1;
  return { salt: Uint8Array.from(bytes.subarray(0, SALT_BYTES)), outcomes: Uint8Array.from(bytes.subarray(SALT_BYTES, end)) };
}

/** Where a box belongs; it opens nowhere else. */
export const outcomesContext = (snapshotId: string): string => `echocohort outcomes ${snapshotId}`;
export const shareContext = (snapshotId: string, position: number): string => `echocohort share ${snapshotId} ${position}`;
