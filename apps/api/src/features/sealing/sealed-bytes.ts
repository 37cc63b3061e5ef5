const SALT_BYTES = 32;

/** Salt and outcomes as they lie in the box. */
export function sealedBytes(salt: Uint8Array, outcomes: Uint8Array): Uint8Array {
  if (salt.length !== SALT_BYTES) throw new RangeError('the salt has another length');
  return Buffer.concat([salt, outcomes]);
}

/** What `sealedBytes` put together. */
export const unsealed = (bytes: Uint8Array): { readonly salt: Uint8Array; readonly outcomes: Uint8Array } => ({ salt: Uint8Array.from(bytes.subarray(0, SALT_BYTES)), outcomes: Uint8Array.from(bytes.subarray(SALT_BYTES)) });

/** Where a box belongs; it opens nowhere else. */
export const outcomesContext = (snapshotId: string): string => `echocohort outcomes ${snapshotId}`;
export const shareContext = (snapshotId: string, position: number): string => `echocohort share ${snapshotId} ${position}`;
