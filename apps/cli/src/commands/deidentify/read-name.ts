/** Encodings by the words that stand for them in Specific Character Set (PS3.3 C.12.1.1.2). */
const ENCODINGS: readonly (readonly [RegExp, string])[] = [
  [/GB18030|GBK|IR 58/, 'gb18030'],
  [/192/, 'utf-8'],
];

const ESCAPE = String.fromCharCode(0x1b);

/** Name or number as text: as the file's character set says, and where that gives nonsense, as UTF-8, GB18030 or Latin 1, whichever fits first. */
export function readName(base64: string, characterSet: string): string {
  // Escape sequences of ISO 2022 switch sets; the bytes of IR 58 are those of GB 2312, a part of GB18030.
  const [plain = '', ...switched] = Buffer.from(base64, 'base64').toString('latin1').split(ESCAPE);
  const bytes = Buffer.from([plain, ...switched.map((part) => part.replace(/^\$?[()*+\-./]?[A-Z]/, ''))].join(''), 'latin1');
  const stated = Buffer.from(characterSet, 'base64').toString('latin1');
  const first = ENCODINGS.find(([pattern]) => pattern.test(stated))?.[1];
  for (const encoding of [...(first === undefined ? [] : [first]), 'utf-8', 'gb18030']) {
    const text = new TextDecoder(encoding).decode(bytes);
    if (!text.includes('\ufffd')) return text.replace(/[ \0]+$/, '');
  }
  return bytes.toString('latin1').replace(/[ \0]+$/, '');
}
