/** Begins an ISO 2022 designation; without those for GB 2312 and ASCII a text's bytes are those of GB18030 (PS3.3 C.12.1.1.2). */
const ESCAPE = 0x1b;

/** Bytes without designations of character sets. */
export function withoutEscapes(bytes: Uint8Array): Uint8Array {
  const kept: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== ESCAPE) {
      kept.push(bytes[at] ?? 0);
      continue;
    }
    // ESC, intermediate bytes 0x20 to 0x2f, one final byte.
    at++;
    while ((bytes[at] ?? 0) >= 0x20 && (bytes[at] ?? 0) <= 0x2f) at++;
  }
  return Uint8Array.from(kept);
}

function decoded(bytes: Uint8Array, encoding: string): string[] {
  try {
    return [new TextDecoder(encoding, { fatal: true }).decode(bytes).replace(/[ \0]+$/, '').trim()];
  } catch {
    // Not of this encoding; the next one is tried.
    return [];
  }
}

/**
 * What a text that is not ASCII may say. The stated character set is often wrong, so each likely one is tried; callers compare the
 * readings with closed lists, where a wrong reading matches nothing.
 */
export function textReadings(bytes: Uint8Array): string[] {
  if (bytes.length > 256) return [];
  const plain = bytes.includes(ESCAPE) ? withoutEscapes(bytes) : bytes;
  return [...new Set(['utf-8', 'gb18030', 'big5'].flatMap((encoding) => decoded(plain, encoding)))];
}
