/** Letters, digits and plain punctuation; no quotation marks, brackets or at signs, which device names do not need. */
const PLAIN = /^[A-Za-z0-9 .,&()/_+-]{1,64}$/;
const LONG_NUMBER = /\d{6,}/;
const DATE_LIKE = /(?:19|20)\d\d[-./ ]?(?:0?[1-9]|1[0-2])[-./ ]?\d{1,2}(?!\d)|\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d/;

/** Words of the source that say who the patient is, in lower case. */
export type OwnWords = ReadonlySet<string>;

const words = (text: string): string[] => text.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');

/** Whether a device's name holds a word of the patient, as a word or (from five letters on) inside one. */
function namesPatient(text: string, own: OwnWords): boolean {
  const parts = words(text);
  const whole = parts.join('');
  return [...own].some((word) => parts.includes(word) || (word.length >= 5 && whole.includes(word)));
}

/** Whether a text can be the name, version or transducer of a scanner and of nothing else. */
export function isDeviceText(text: string, mostDigits: number, own: OwnWords): boolean {
  const digits = text.replace(/\D/g, '').length;
  return PLAIN.test(text) && digits <= mostDigits && !LONG_NUMBER.test(text) && !DATE_LIKE.test(text) && !namesPatient(text, own);
}
