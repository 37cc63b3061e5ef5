/** Letters, digits and plain punctuation; no quotation marks, brackets or at signs, which device names do not need. */
const PLAIN = /^[A-Za-z0-9 .,&()/_+-]{1,64}$/;
const LONG_NUMBER = /\d{6,}/;
const MONTHS = 'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
/** A day with its month in words, on either side. */
const DATE_IN_WORDS = new RegExp(`\\d[-. ,/]*(?:${MONTHS})(?![a-z])|(?<![a-z])(?:${MONTHS})[-. ,/]*\\d`, 'i');
const DATE_LIKE = /(?:19|20)\d\d[-./ ]?(?:0?[1-9]|1[0-2])[-./ ]?\d{1,2}(?!\d)|\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d/;

/** Words of the source that say who the patient is, in lower case. */
export type OwnWords = ReadonlySet<string>;

const words = (text: string): string[] => text.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');

/** Words that follow each other, run together by twos and threes. */
const runTogether = (parts: readonly string[]): string[] => parts.flatMap((_, at) => [parts.slice(at, at + 2).join(''), parts.slice(at, at + 3).join('')]);

/** Fewer digits than these occur in versions by chance. */
const LEAST_DIGITS = 6;

/** Whether a device's name holds a word of the patient, as a word, over several words or (from five letters on) inside one, or digits out of a number. */
function namesPatient(text: string, own: OwnWords): boolean {
  const parts = words(text);
  const whole = parts.join('');
  const told = new Set([...parts, ...runTogether(parts)]);
  const digits = text.replace(/\D/g, '');
  return [...own].some((word) => told.has(word) || (word.length >= 5 && whole.includes(word)) || (digits.length >= LEAST_DIGITS && /^\d+$/.test(word) && word.includes(digits)));
}

/** Whether a text can be the name, version or transducer of a scanner and of nothing else. */
export function isDeviceText(text: string, mostDigits: number, own: OwnWords): boolean {
  const digits = text.replace(/\D/g, '').length;
  return PLAIN.test(text) && digits <= mostDigits && !LONG_NUMBER.test(text) && !DATE_LIKE.test(text) && !DATE_IN_WORDS.test(text) && !namesPatient(text, own);
}
