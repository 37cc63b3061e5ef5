/** Many byte strings searched at once: a table of first two bytes decides which candidates are compared. */
export class TextFinder {
  private readonly table = new Uint8Array(65_536);
  private readonly byPrefix = new Map<number, Uint8Array[]>();

  constructor(texts: readonly Uint8Array[]) {
    for (const text of texts) {
      const prefix = ((text[0] ?? 0) << 8) | (text[1] ?? 0);
      this.table[prefix] = 1;
      this.byPrefix.set(prefix, [...(this.byPrefix.get(prefix) ?? []), text]);
    }
  }

  /** Offset of the first hit between `start` and `end`, or -1. */
  find(bytes: Uint8Array, start: number, end: number): number {
    if (this.byPrefix.size === 0) return -1;
    let prefix = bytes[start] ?? 0;
    for (let at = start; at + 1 < end; at++) {
      prefix = ((prefix << 8) | (bytes[at + 1] ?? 0)) & 0xffff;
      if (this.table[prefix] === 1 && this.matches(bytes, at, end, prefix)) return at;
    }
    return -1;
  }

  private matches(bytes: Uint8Array, at: number, end: number, prefix: number): boolean {
    return (this.byPrefix.get(prefix) ?? []).some((text) => at + text.length <= end && text.every((byte, index) => bytes[at + index] === byte));
  }
}
