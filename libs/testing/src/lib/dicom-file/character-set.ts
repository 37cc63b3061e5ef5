/** How the text of a file is coded, and what the file says about it; the two differ in the planted "wrong charset" fault. */
export type TextCoding = 'latin' | 'utf8' | 'gb18030' | 'gb18030-undeclared';

/** The value of Specific Character Set (0008,0005), or null when the file says nothing of use. */
export const declaredCharacterSet: Readonly<Record<TextCoding, string>> = {
  latin: 'ISO_IR 100', utf8: 'ISO_IR 192', gb18030: 'GB18030', 'gb18030-undeclared': 'ISO_IR 100',
};

let table: Map<string, readonly [number, number]> | null = null;

/** Two-byte codes by character, read out of the platform's own decoder: Node and browsers decode GB18030 but do not encode it. */
function twoByteCodes(): Map<string, readonly [number, number]> {
  if (table) return table;
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && !codes.has(character)) codes.set(character, [lead, trail]);
    }
  }
  table = codes;
  return codes;
}

/** Bytes of a text in the given coding; a character that the coding lacks becomes a question mark, as on a scanner. */
export function encodeText(text: string, coding: TextCoding): Uint8Array {
  if (coding === 'utf8') return new TextEncoder().encode(text);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (code < 0x80 || (coding === 'latin' && code < 0x100)) bytes.push(code);
    else bytes.push(...(coding === 'latin' ? [0x3f] : (twoByteCodes().get(character) ?? [0x3f])));
  }
  return Uint8Array.from(bytes);
}
