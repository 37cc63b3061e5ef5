const ESCAPE = 0x1b;

/** Encodings that scanners use for names, in the order in which they are tried (PS3.3 C.12.1.1.2; GB18030 holds GBK and GB 2312). */
const ENCODINGS = ['utf-8', 'gb18030', 'big5', 'euc-kr', 'shift_jis'] as const;
const LIKELY = 2;

/** Bytes without the escape sequences by which ISO 2022 switches sets; IR 58's own bytes are those of GB 2312. */
function withoutEscapes(bytes: Uint8Array): Uint8Array {
  const kept: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== ESCAPE) {
      kept.push(bytes[at] ?? 0);
      continue;
    }
    // ESC, intermediate bytes 0x20 to 0x2F, one final byte (ISO 2022).
    do at++; while ((bytes[at] ?? 0) >= 0x20 && (bytes[at] ?? 0) <= 0x2f);
  }
  return Uint8Array.from(kept);
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Every likely reading of a text. The stated character set is often wrong and no reading costs anything, so all that
 * are possible are searched for; the rarer encodings only where neither UTF-8 nor GB18030 is.
 */
export function decodings(bytes: Uint8Array): string[] {
  const plain = withoutEscapes(bytes);
  const clean = (text: string): string => text.replace(/[ \0]+$/g, '').trim();
  if (plain.every((byte) => byte < 0x80)) return [clean(String.fromCharCode(...plain))];
  const likely = ENCODINGS.slice(0, LIKELY).map((encoding) => decode(plain, encoding));
  const texts = likely.some((text) => text !== null) ? likely : ENCODINGS.slice(LIKELY).map((encoding) => decode(plain, encoding));
  return [...new Set([...texts, String.fromCharCode(...plain)].flatMap((text) => (text === null ? [] : [clean(text)])))];
}
