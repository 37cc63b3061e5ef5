/** A place in a searched text at which two bytes were met. */
interface Candidate {
  readonly text: Uint8Array;
  readonly offset: number;
}

/** Whether a hit at this place counts. */
type Counts = (from: number, length: number) => boolean;

const ALWAYS: Counts = () => true;

/**
 * Many byte strings searched at once. With a shortest string of m bytes it is enough to look at every (m-1)th pair of bytes: any
 * occurrence covers one of them. A table of pairs decides which strings are compared, so that megabytes of pixels cost little.
 */
export class TextFinder {
  private readonly table = new Uint8Array(65_536);
  private readonly byPair = new Map<number, Candidate[]>();
  private readonly stride: number;
  /** Length of the longest text. */
  readonly longest: number;

  /** Strings shorter than two bytes are not searched for. */
  constructor(texts: readonly Uint8Array[]) {
    const searched = texts.filter(({ length }) => length >= 2);
    this.longest = searched.reduce((most, { length }) => Math.max(most, length), 0);
    this.stride = Math.max(1, Math.min(...searched.map(({ length }) => length)) - 1);
    for (const text of searched) for (let offset = 0; offset < this.stride; offset++) this.enter({ text, offset });
  }

  /** Offset of a hit that lies wholly between `start` and `end` and that counts, or -1. */
  find(bytes: Uint8Array, start: number, end: number, counts: Counts = ALWAYS): number {
    if (this.byPair.size === 0) return -1;
    const { table, stride } = this;
    for (let at = start; at + 1 < end; at += stride) {
      const pair = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
      if (table[pair] !== 1) continue;
      const hit = this.compare(bytes, at, start, end, pair, counts);
      if (hit >= 0) return hit;
    }
    return -1;
  }

  private enter(candidate: Candidate): void {
    const { text, offset } = candidate;
    const pair = ((text[offset] ?? 0) << 8) | (text[offset + 1] ?? 0);
    this.table[pair] = 1;
    const known = this.byPair.get(pair);
    if (known) known.push(candidate);
    else this.byPair.set(pair, [candidate]);
  }

  private compare(bytes: Uint8Array, at: number, start: number, end: number, pair: number, counts: Counts): number {
    for (const { text, offset } of this.byPair.get(pair) ?? []) {
      const from = at - offset;
      if (from < start || from + text.length > end) continue;
      let same = 0;
      while (same < text.length && bytes[from + same] === text[same]) same++;
      if (same === text.length && counts(from, text.length)) return from;
    }
    return -1;
  }
}
