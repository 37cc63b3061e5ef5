import type { LevelOrder } from '@echocohort/statistics';

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
