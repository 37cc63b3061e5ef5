/** The order of a factor's levels; the first is the reference. */
export type LevelOrder = (column: string, labels: readonly string[]) => readonly string[];

/** Levels as R orders them where nobody declares an order: numbers by size, text by its letters. */
export const defaultLevels: LevelOrder = (_column, labels) => {
  const numbers = labels.every((label) => label.trim() !== '' && Number.isFinite(Number(label)));
  return [...labels].sort((a, b) => (numbers ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0));
};
