import { comparePaths, grown, type PackedPaths } from '@echocohort/cohort';

const DIGEST = 32;

/** A number for every path: those that an export holds come first, those that one of its lists names but it lacks behind them. */
export class FileNumbers {
  private readonly lacking = new Map<string, number>();
  private readonly names: string[] = [];

  constructor(private readonly held: PackedPaths) {}

  get heldCount(): number {
    return this.held.count;
  }

  get count(): number {
    return this.held.count + this.names.length;
  }

  /** The number of a path that the export holds, or that was numbered; -1 for any other. */
  find(path: string): number {
    const found = this.held.find(path);
    return found >= 0 ? found : (this.lacking.get(path) ?? -1);
  }

  /** The same; another path gets a number. */
  numberOf(path: string): number {
    const found = this.find(path);
    if (found >= 0) return found;
    const number = this.count;
    this.lacking.set(path, number);
    this.names.push(path);
    return number;
  }

  isHeld(number: number): boolean {
    return number >= 0 && number < this.held.count;
  }

  pathOf(number: number): string {
    return this.isHeld(number) ? this.held.at(number) : (this.names[number - this.held.count] ?? '');
  }

  /** All numbers in the order of their paths. */
  *ordered(): Generator<number> {
    const behind = [...this.lacking].sort(([a], [b]) => comparePaths(a, b));
    let next = 0;
    for (const number of this.held.order()) {
      const path = next < behind.length ? this.held.at(number) : '';
      for (let first = behind[next]; first !== undefined && comparePaths(first[0], path) < 0; first = behind[next]) {
        yield first[1];
        next += 1;
      }
      yield number;
    }
    for (const [, number] of behind.slice(next)) yield number;
  }
}

/** What one list says: a raw SHA-256 by the number of a path. */
export class DigestColumn {
  private digests = Buffer.alloc(0);
  /** At which turn the list named it, from 1; 0 when it does not. */
  private turns = new Uint32Array(0);
  private byDigest: Uint32Array | null = null;
  private taken = 0;

  has(number: number): boolean {
    return (this.turns[number] ?? 0) > 0;
  }

  set(number: number, digest: Uint8Array): void {
    this.digests = grown(this.digests, (number + 1) * DIGEST, (length) => Buffer.alloc(length));
    this.turns = grown(this.turns, number + 1, (length) => new Uint32Array(length));
    this.digests.set(digest, number * DIGEST);
    if (!this.has(number)) this.turns[number] = ++this.taken;
    this.byDigest = null;
  }

  /** Forgets everything. */
  clear(): void {
    this.turns.fill(0);
    this.taken = 0;
    this.byDigest = null;
  }

  hexOf(number: number): string | null {
    return this.has(number) ? this.digests.toString('hex', number * DIGEST, (number + 1) * DIGEST) : null;
  }

  /** Do both name this file, with one digest? */
  agrees(number: number, other: DigestColumn): boolean {
    return this.has(number) && other.has(number) && this.compare(number, other, number) === 0;
  }

  *numbers(): Generator<number> {
    for (let number = 0; number < this.turns.length; number++) if (this.has(number)) yield number;
  }

  private compare(own: number, other: DigestColumn, its: number): number {
    return this.digests.compare(other.digests, its * DIGEST, (its + 1) * DIGEST, own * DIGEST, (own + 1) * DIGEST);
  }

  /** Whose digest this is: the last that the list names with it; null when it names none. */
  holderOf(other: DigestColumn, its: number): number | null {
    this.byDigest ??= Uint32Array.from(this.numbers()).sort((a, b) => this.compare(a, this, b) || (this.turns[a] ?? 0) - (this.turns[b] ?? 0));
    let [low, high] = [0, this.byDigest.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.compare(this.byDigest[middle] ?? 0, other, its) <= 0) low = middle + 1;
      else high = middle;
    }
    const last = this.byDigest[low - 1];
    return last !== undefined && this.compare(last, other, its) === 0 ? last : null;
  }
}

/** The files of an export, and what each of its lists says of them. */
export interface FileDigests {
  readonly files: FileNumbers;
  /** Computed from the bytes; held files without one cannot be read. */
  readonly actual: DigestColumn;
  /** The leaves of SNAPSHOT.json. */
  readonly locked: DigestColumn;
  /** EXPORT.json. */
  readonly listed: DigestColumn;
  /** MANIFEST.sha256. */
  readonly summed: DigestColumn;
}

export const digestBytes = (sha256: string): Buffer => Buffer.from(sha256, 'hex');
