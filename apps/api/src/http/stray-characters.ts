/**
 * Control characters but tab and line ends, halves of surrogate pairs, and the two code points that are no characters: PostgreSQL stores no NUL, XML 1.0
 * (2.2) has none of them, and half a pair comes back from UTF-8 as something else, so that a digest over it would not hold.
 */
const STRAY = /[^\P{Cc}\t\n\r]|[\p{Cs}\uFFFE\uFFFF]/u;

export const isStray = (text: string): boolean => STRAY.test(text);

/** Where in an input a text or a name stands that no record can keep; null when there is none. Without recursion: the depth is the sender's choice. */
export function strayPlace(input: unknown): string | null {
  const open: { readonly value: unknown; readonly place: string }[] = [{ value: input, place: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, place } = next;
    if (typeof value === 'string' && isStray(value)) return place;
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, member] of Object.entries(value)) {
      if (isStray(name)) return place; // an unreadable name is not repeated: what holds it is named
      open.push({ value: member, place: place === '' ? name : `${place}.${name}`.slice(0, 200) });
    }
  }
  return null;
}
