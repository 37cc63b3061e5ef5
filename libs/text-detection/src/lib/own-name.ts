import { asPinyin, folded, hanOf, latinWords, pinyinOf } from './fold-text.ts';

/** One person's name in the forms that are searched for. */
export interface OwnName {
  /** Latin words, or the pinyin of a Han name: surname, given name. */
  readonly words: readonly string[];
  /** All words in one, in the likely orders. */
  readonly whole: readonly string[];
  /** The Han characters; empty for a Latin name. */
  readonly han: string;
}

/** Surnames of two characters are few; all others are one. */
const DOUBLE_SURNAMES: ReadonlySet<string> = new Set(['欧阳', '上官', '司马', '诸葛', '司徒', '东方', '夏侯', '皇甫', '尉迟', '公孙', '慕容', '令狐', '宇文', '长孙', '端木', '独孤', '南宫', '歐陽', '司馬', '諸葛', '東方', '尉遲', '公孫']);

/** Where the given name begins. */
export const surnameLength = (han: string): number => (han.length > 2 && DOUBLE_SURNAMES.has(han.slice(0, 2)) ? 2 : 1);

const MOST_PERMUTED = 3;

function orders(words: readonly string[]): string[][] {
  if (words.length <= 1) return [[...words]];
  if (words.length > MOST_PERMUTED) return [[...words], [...words].reverse()];
  return words.flatMap((first, at) => orders([...words.slice(0, at), ...words.slice(at + 1)]).map((rest) => [first, ...rest]));
}

function hanName(han: string): OwnName {
  const syllables = pinyinOf(han, true);
  const cut = surnameLength(han);
  const [surname, given] = [syllables.slice(0, cut).join(''), syllables.slice(cut).join('')];
  const words = [...new Set([surname, given, ...syllables.slice(cut)])].filter((word) => word !== '');
  return { words, whole: [...new Set([surname + given, given + surname])], han };
}

/** A name as PS3.5 6.2.1.1 writes it (`family^given^middle`), or as people type it; null when there is nothing to search for. */
export function nameOf(group: string): OwnName | null {
  const han = hanOf(group);
  if (han.length >= 2) return hanName(han);
  const words = latinWords(folded(group)).map(asPinyin).filter((word) => word.length >= 2);
  if (words.length === 0) return null;
  return { words: [...new Set(words)], whole: [...new Set(orders(words).map((order) => order.join('')))], han: '' };
}
