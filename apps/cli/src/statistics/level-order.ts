import type { LevelOrder } from '@echocohort/statistics';
import type { CaseContext, Fields } from './adapter.ts';
import { isFields, listFrom } from './input.ts';

/**
 * Declared orders of levels. MASS::birthwt codes race as 1 white, 2 black, 3 other; the data file has the words, the cases R's order.
 */
const DECLARED: readonly (readonly string[])[] = [['white', 'black', 'other']];

/** The levels of a column in R's order: numbers by size, a declared factor as declared, other text by its letters. */
export function orderedLevels(labels: readonly (string | null)[]): string[] {
  const present = [...new Set(labels.filter((label) => label !== null))];
  if (present.every((label) => label !== '' && Number.isFinite(Number(label)))) return present.sort((a, b) => Number(a) - Number(b));
  const declared = DECLARED.find((levels) => present.every((label) => levels.includes(label)));
  return declared ? declared.filter((level) => present.includes(level)) : present.sort((a, b) => (a < b ? -1 : 1));
}

/** The order of a factor's levels in models. */
export const levelOrder: LevelOrder = (_column, labels) => orderedLevels(labels);

const QUOTED = /'([^']*)'|"([^"]*)"/g;

/** Levels that a case declares: a list in its input under `levels`, `factors` or `reference`, or in its note ("reference 'a', then 'b', 'c'"). */
function declaredLevels(column: string, input: Fields, note: string): readonly string[] {
  for (const field of ['levels', 'factors', 'reference', 'references']) {
    const given = input[field];
    const own = isFields(given) ? given[column] : undefined;
    if (own !== undefined && own !== null && !isFields(own)) return listFrom(own).map(String);
  }
  const said = /\breference(?: level)?:? +((?:'[^']*'|"[^"]*")(?:,? +(?:then +|and +)*(?:'[^']*'|"[^"]*"))*)/i.exec(note)?.[1];
  return said === undefined ? [] : [...said.matchAll(QUOTED)].map((match) => match[1] ?? match[2] ?? '');
}

/** The order of levels that a case declares; those that it does not name follow in R's order. */
export const levelOrderOf = (input: Fields, { note }: Pick<CaseContext, 'note'>): LevelOrder => (column, labels) => {
  const named = declaredLevels(column, input, note).filter((level) => labels.includes(level));
  return [...named, ...orderedLevels(labels).filter((level) => !named.includes(level))];
};
