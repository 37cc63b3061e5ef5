import type { LocalText } from '@echocohort/kernel';

export type Locale = 'zh' | 'en';
export const LOCALES: readonly Locale[] = ['zh', 'en'];

/** The sentences of one feature: a key, and its text in both languages side by side, so that none can be forgotten. */
export type Words = Readonly<Record<string, LocalText>>;
export type WordValues = Readonly<Record<string, string | number>>;

const PLACE = /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g;

/** Puts values into `{name}`; `{count|thing|things}` chooses by the number, without printing it. */
export function fillWords(text: string, values: WordValues = {}): string {
  return text.replace(PLACE, (whole, name: string, one: string | undefined, other: string | undefined) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (one !== undefined && other !== undefined) return Number(value) === 1 ? one : other;
    return String(value);
  });
}

/** Names of the values that a sentence asks for. */
export function placesOf(text: string): string[] {
  return [...new Set([...text.matchAll(PLACE)].map((match) => match[1] ?? ''))].sort();
}
