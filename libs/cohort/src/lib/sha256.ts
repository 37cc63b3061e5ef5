import { toHex } from '@echocohort/kernel';
import { sha256 } from '@noble/hashes/sha2.js';

const encoder = new TextEncoder();

export const sha256Bytes = (bytes: Uint8Array): Uint8Array => sha256(bytes);

/** SHA-256 of a text in UTF-8, as hexadecimal digits. */
export const sha256OfText = (text: string): string => toHex(sha256(encoder.encode(text)));
