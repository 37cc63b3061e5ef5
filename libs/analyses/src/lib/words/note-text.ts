import type { RefusedNumber } from '../results/estimate.schema.ts';
import { NOTE_WORDS, REFUSAL_WORDS } from './note-words.data.ts';

const CODED = /^([a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?:: (.*))?$/s;

/** A warning of a result in a reader's language; one that has no words yet stays as it is, so that nothing is hidden. */
export function noteText(note: string, language: 'zh' | 'en'): string {
  const [, code = '', sentence] = CODED.exec(note) ?? [];
  const words = Object.hasOwn(NOTE_WORDS, code) ? NOTE_WORDS[code] : undefined;
  if (language === 'en') return sentence ?? words?.en ?? note;
  if (!words) return sentence ?? note;
  const facts = words.facts?.exec(sentence ?? '');
  if (words.facts && !facts) return sentence ?? note;
  return words.zh.replaceAll(/\$(\d)/g, (_, place: string) => facts?.[Number(place)] ?? '');
}

/** Why a number is missing, in a reader's language. */
export function refusalText({ code, detail }: RefusedNumber, language: 'zh' | 'en'): string {
  return language === 'zh' && Object.hasOwn(REFUSAL_WORDS, code) ? (REFUSAL_WORDS[code] ?? detail) : detail;
}
