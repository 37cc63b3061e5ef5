import { toHex } from '@echocohort/kernel';
import { sha256 } from '@noble/hashes/sha2.js';

const encoder = new TextEncoder();

export const sha256Bytes = (bytes: Uint8Array): Uint8Array => sha256(bytes);

/** SHA-256 of a text in UTF-8, as hexadecimal digits. */
export const sha256OfText = (text: string): string => toHex(sha256(encoder.encode(text)));

/** The same of a text that comes in pieces. */
export function sha256OfTexts(texts: Iterable<string>): string {
  const hash = sha256.create();
  for (const text of texts) hash.update(encoder.encode(text));
  return toHex(hash.digest());
}
