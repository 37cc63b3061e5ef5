/** A count with its word, in English: `1 query`, `2 queries`. Without a second word an s is put to the first. */
export const counted = (count: number, one: string, several = `${one}s`): string => `${count} ${count === 1 ? one : several}`;
