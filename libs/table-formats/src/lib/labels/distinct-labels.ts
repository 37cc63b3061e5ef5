import { cutUtf8, utf8 } from '../bytes/cut-utf8.ts';

/** A code with its words. */
export interface Words {
  readonly code: string;
  readonly text: string;
}

const decoder = new TextDecoder();
const cut = (text: string, most: number): string => decoder.decode(cutUtf8(text, most));

/** The words, cut so that what stands behind them has room. */
const followedBy = (text: string, end: string, most: number): string => `${cut(text, most - utf8(end).length)}${end}`;

/**
 * The words of the codes of one column within `most` bytes, each different from all others. Programs make the levels of a
 * factor of them: of two that are alike one would be lost, or the file not read (pandas). Words that are alike, or were
 * only cut to be, get their code behind them; a code that would take the room itself, or does not help, a number.
 */
export function distinctLabels(words: readonly Words[], most: number): string[] {
  const counts = new Map<string, number>();
  for (const { text } of words) counts.set(cut(text, most), (counts.get(cut(text, most)) ?? 0) + 1);
  const taken = new Set([...counts].filter(([, count]) => count === 1).map(([text]) => text));
  return words.map(({ code, text }) => {
    const short = cut(text, most);
    if (counts.get(short) === 1) return short;
    const end = ` [${code}]`;
    let found = utf8(end).length * 2 <= most ? followedBy(text, end, most) : short;
    for (let number = 1; taken.has(found); number++) found = followedBy(text, ` [#${number}]`, most);
    taken.add(found);
    return found;
  });
}
