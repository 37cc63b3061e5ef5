import { DICTIONARY_TEXT } from './dictionary.data.ts';
import { isPrivate, tagText, type Tag } from './tag.ts';
import { isVr, type Vr } from './vr.ts';

/** What PS3.6 says of one attribute. */
export interface DictionaryEntry {
  readonly vr: Vr;
  readonly keyword: string;
}

function readDictionary(text: string): ReadonlyMap<string, DictionaryEntry> {
  const entries = new Map<string, DictionaryEntry>();
  for (const entry of text.split(';')) {
    if (entry.trim() === '') continue;
    const [tag, vr, keyword] = entry.trim().split(' ');
    if (!tag || !vr || !keyword || !isVr(vr)) throw new RangeError(`dictionary: unreadable entry "${entry}"`);
    entries.set(tag, { vr, keyword });
  }
  return entries;
}

const DICTIONARY = readDictionary(DICTIONARY_TEXT);

/** The dictionary's entry for a public attribute of this product's vocabulary, or null. Never for private tags. */
export function lookUp(tag: Tag): DictionaryEntry | null {
  if (isPrivate(tag)) return null;
  if (tag % 0x10000 === 0) return { vr: 'UL', keyword: 'GroupLength' };
  return DICTIONARY.get(tagText(tag)) ?? null;
}
