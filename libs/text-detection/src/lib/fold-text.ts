import { pinyin } from 'pinyin-pro';

/** Letters that a reader takes for digits on a small screen, and the other way round. */
const CONFUSABLE: Readonly<Record<string, string>> = { o: '0', q: '0', d: '0', i: '1', l: '1', '|': '1', '!': '1', z: '2', s: '5', b: '8', g: '9' };

const HAN = /\p{Script=Han}/u;

/** Lower case without accents; full-width forms become plain ones. */
export const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Latin words of a text, folded. */
export const latinWords = (text: string): string[] => folded(text).match(/[a-z]+/g) ?? [];

/** Words in which digits stand for letters, as a reader may take them. */
export const mixedWords = (text: string): string[] => (folded(text).match(/[a-z0-9|!]+/g) ?? []).filter((word) => /[a-z]/.test(word) && /[0-9|!]/.test(word));

/** Letters and digits only, with confusable letters as digits: `H76O1` and `h7601` are one. Han stay. */
export const foldedDigits = (text: string): string => [...folded(text)].filter((letter) => /[\p{L}\p{N}|!]/u.test(letter)).map((letter) => CONFUSABLE[letter] ?? letter).join('');

/** A Latin word with its confusable letters folded, to compare words that were read from pixels. */
export const foldedWord = (word: string): string => [...word].map((letter) => CONFUSABLE[letter] ?? letter).join('');

/** The Han characters of a text, without what stands between them. */
export const hanOf = (text: string): string => [...text].filter((letter) => HAN.test(letter)).join('');

/** Spellings of one sound: ü as u, v or yu. */
const oneSpelling = (syllable: string): string => folded(syllable).replace(/^([ln])(?:v|yu)/, '$1u');

/** Pinyin without tones, one syllable a character; in a name the first character is read as a surname. */
export function pinyinOf(han: string, asName: boolean): string[] {
  if (han === '') return [];
  return pinyin(han, { toneType: 'none', type: 'array', nonZh: 'removed', ...(asName ? { mode: 'surname' as const } : {}) }).map(oneSpelling);
}

/** A word as pinyin spells it, so that LYU, LV and LÜ are one. */
export const asPinyin = (word: string): string => oneSpelling(word);
