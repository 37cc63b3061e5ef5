import { saysDay } from './dates-in-text.ts';
import { asPinyin, folded, foldedDigits, foldedWord, hanOf, latinWords, mixedWords, pinyinOf } from './fold-text.ts';
import { isScannerWord } from './harmless-words.ts';
import { editsWithin, withinOneEdit } from './near-text.ts';
import type { OwnIdentity } from './own-identity.ts';
import { surnameLength, type OwnName } from './own-name.ts';
import type { OwnMatch } from './text-detection.types.ts';

/** From this length on one misread letter is allowed: shorter words have too many neighbours. */
const FUZZY_WORD = 4;
const FUZZY_WHOLE = 5;
const FUZZY_NUMBER = 6;
const WHOLE_NUMBER = 4;

function sameWord(own: string, read: string): boolean {
  if (own === read) return own.length > 2 || !isScannerWord(read);
  if (own.length < 3 || isScannerWord(read)) return false;
  return foldedWord(own) === foldedWord(read) || (own.length >= FUZZY_WORD && withinOneEdit(foldedWord(own), foldedWord(read)));
}

const holds = (whole: string, read: string): boolean => whole.length >= FUZZY_WHOLE && editsWithin(foldedWord(whole), foldedWord(read)) <= 1;

/** Han by Han: the whole name with one misread character, in either order, or the given name. */
function saysHan({ han }: OwnName, read: string): boolean {
  if (han === '' || read === '') return false;
  const cut = surnameLength(han);
  const given = han.slice(cut);
  const forms = [han, given + han.slice(0, cut)];
  return forms.some((form) => (form.length >= 3 ? editsWithin(form, read) <= 1 : read.includes(form))) || (given.length >= 2 && read.includes(given));
}

function saysName(name: OwnName, text: string): boolean {
  const han = hanOf(text);
  if (saysHan(name, han)) return true;
  const words = [...new Set([...latinWords(text), ...mixedWords(text)])].map(asPinyin);
  if (name.words.some((own) => words.some((read) => sameWord(own, read)))) return true;
  const letters = folded(text).replace(/[^a-z0-9|!]/g, '');
  if (name.whole.some((whole) => holds(whole, letters))) return true;
  // A Latin name in the file, Han on the screen: compared by sound.
  const sounds = name.han === '' && han.length >= 2 ? [pinyinOf(han, true).join(''), pinyinOf(han, false).join('')] : [];
  return sounds.some((sound) => name.whole.some((whole) => whole.length >= 3 && sound.includes(whole)));
}

function saysNumber(number: string, text: string): boolean {
  const read = foldedDigits(text);
  const short = number.replace(/^0+(?=.{4})/, '');
  if (number.length < WHOLE_NUMBER) return text.split(/\s+/).some((token) => foldedDigits(token) === number);
  return [number, short].some((own) => read.includes(own) || (own.length >= FUZZY_NUMBER && editsWithin(own, read) <= 1));
}

/** Which of the file's own identifiers a text repeats, if any; Latin, pinyin and Han, with one misread letter. */
export function matchIdentity(text: string, { names, numbers, dates }: OwnIdentity): OwnMatch | null {
  if (text === '') return null;
  if (names.some((name) => saysName(name, text))) return 'name';
  if (numbers.some((number) => saysNumber(number, text))) return 'number';
  return saysDay(text, dates) ? 'date' : null;
}
