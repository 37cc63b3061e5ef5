import type { RefusedNumber } from '../results/estimate.schema.ts';
import { guardName } from './part-names.ts';
import { NOTE_WORDS, REFUSAL_WORDS } from './note-words.data.ts';

/** Where a guard was broken: what stands before the first colon, after the words of a printed report. */
const PLACE = /^(?:The report breaks the rule "[^"]*" in )?([^:]+):/;
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
  if (language === 'zh' && code.startsWith('guard-')) return `核查“${guardName(code.slice('guard-'.length), 'zh')}”未通过（${PLACE.exec(detail)?.[1] ?? detail}），因此不给出任何结果。`;
  return language === 'zh' && Object.hasOwn(REFUSAL_WORDS, code) ? (REFUSAL_WORDS[code] ?? detail) : detail;
}
