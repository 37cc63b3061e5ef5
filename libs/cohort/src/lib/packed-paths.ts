/** Bytes of paths are kept in chunks of this size; a larger study takes more of them, and nothing is copied. */
const CHUNK = 1 << 20;
/** No path is longer: zip and file systems end below. */
const LONGEST = 0xffff;

/** The same column with room for `count` entries; it grows by half. */
export function grown<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(column: T, count: number, make: (length: number) => T): T {
  if (count <= column.length) return column;
  const larger = make(Math.max(count, column.length + (column.length >> 1) + 64));
  larger.set(column);
  return larger;
}

/**
 * Paths as UTF-8 bytes, each under the number of its turn: some fifty bytes a path, where a text, its object and its
 * place in a Map take four hundred. A study has hundreds of thousands of files.
 */
export class PackedPaths {
  private readonly chunks: Uint8Array[] = [];
  private used = CHUNK;
  private starts = new Uint32Array(64);
  private lengths = new Uint16Array(64);
  private sorted: Uint32Array | null = null;
  private near = 0;
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  count = 0;

  /** Adds a path, also one that is there; its number. */
  add(path: string): number {
    return this.addBytes(this.encoder.encode(path));
  }

  private addBytes(bytes: Uint8Array): number {
    if (bytes.length > LONGEST) throw new RangeError('a path is longer than any file system takes');
    if (this.used + bytes.length > CHUNK) {
      this.chunks.push(new Uint8Array(CHUNK));
      this.used = 0;
    }
    this.starts = grown(this.starts, this.count + 1, (length) => new Uint32Array(length));
    this.lengths = grown(this.lengths, this.count + 1, (length) => new Uint16Array(length));
    const chunk = this.chunks.length - 1;
    this.chunks[chunk]?.set(bytes, this.used);
    this.starts[this.count] = chunk * CHUNK + this.used;
    this.lengths[this.count] = bytes.length;
    this.used += bytes.length;
    this.sorted = null;
    return this.count++;
  }

  at(index: number): string {
    return this.decoder.decode(this.bytesAt(index));
  }

  private bytesAt(index: number): Uint8Array {
    const start = this.starts[index] ?? 0;
    const from = start % CHUNK;
    return (this.chunks[Math.floor(start / CHUNK)] ?? new Uint8Array()).subarray(from, from + (this.lengths[index] ?? 0));
  }

  /** The numbers in the order of the paths' bytes (`comparePaths`); of equal paths the earlier first. */
  order(): Uint32Array {
    this.sorted ??= this.sort();
    return this.sorted;
  }

  private sort(): Uint32Array {
    const order = Uint32Array.from({ length: this.count }, (_, index) => index);
    const isSorted = order.every((index) => index === 0 || this.compare(index - 1, index) <= 0);
    return isSorted ? order : order.sort((a, b) => this.compare(a, b) || a - b);
  }

  private compare(a: number, b: number): number {
    const [starts, lengths] = [this.starts, this.lengths];
    const [left, right] = [starts[a] ?? 0, starts[b] ?? 0];
    const [leftChunk, rightChunk] = [this.chunks[Math.floor(left / CHUNK)], this.chunks[Math.floor(right / CHUNK)]];
    if (leftChunk === undefined || rightChunk === undefined) return 0;
    return compareBytes(leftChunk, left % CHUNK, lengths[a] ?? 0, rightChunk, right % CHUNK, lengths[b] ?? 0);
  }

  /** The number of a path, of equal ones the last; -1 when it is not there. Who asks in the order of paths is answered without a search. */
  find(path: string): number {
    const bytes = this.encoder.encode(path);
    const order = this.order();
    const against = (place: number): number => {
      const found = this.bytesAt(order[place] ?? 0);
      return compareBytes(bytes, 0, bytes.length, found, 0, found.length);
    };
    let [low, high] = [0, order.length];
    if (this.near < order.length && against(this.near) === 0) [low, high] = [this.near, this.near];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (against(middle) > 0) low = middle + 1;
      else high = middle;
    }
    if (low >= order.length || against(low) !== 0) return -1;
    while (low + 1 < order.length && against(low + 1) === 0) low += 1;
    this.near = low + 1;
    return order[low] ?? -1;
  }
}

/** Order of bytes; of two that begin alike the shorter first. */
function compareBytes(left: Uint8Array, leftAt: number, leftLength: number, right: Uint8Array, rightAt: number, rightLength: number): number {
  const shared = Math.min(leftLength, rightLength);
  for (let index = 0; index < shared; index++) {
    const difference = (left[leftAt + index] ?? 0) - (right[rightAt + index] ?? 0);
    if (difference !== 0) return difference;
  }
  return leftLength - rightLength;
}
