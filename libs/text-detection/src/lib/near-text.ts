/**
 * Least number of edits (a letter changed, dropped or added) by which `pattern` occurs anywhere in `text` (Sellers 1980).
 */
export function editsWithin(pattern: string, text: string): number {
  const [wanted, letters] = [[...pattern], [...text]];
  let column = Array.from({ length: wanted.length + 1 }, (_, row) => row);
  let least = wanted.length;
  for (const letter of letters) {
    const next = [0];
    for (let row = 1; row <= wanted.length; row++) {
      const change = (column[row - 1] ?? 0) + (wanted[row - 1] === letter ? 0 : 1);
      next.push(Math.min(change, (column[row] ?? 0) + 1, (next[row - 1] ?? 0) + 1));
    }
    column = next;
    least = Math.min(least, column[wanted.length] ?? least);
  }
  return least;
}

/** Whether two words are the same but for one letter changed, dropped or added. */
export function withinOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let [enda, endb] = [a.length, b.length];
  while (enda > start && endb > start && a[enda - 1] === b[endb - 1]) [enda, endb] = [enda - 1, endb - 1];
  return enda - start <= 1 && endb - start <= 1;
}
