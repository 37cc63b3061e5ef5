/** Something that will be asked for. */
export interface ExpectedFile {
  readonly path: string;
  /** How much of memory it takes while it waits to be taken, in bytes; 0 where that is little. */
  readonly size: number;
}

/** How much may wait: so many files, and of them together so many bytes. */
export interface AheadLimits {
  readonly files: number;
  readonly bytes: number;
}

export const AHEAD: AheadLimits = { files: 8, bytes: 1 << 24 };

/**
 * Reads files a little before their turn: most of the time of a small file is the way to the disk or the bucket and
 * back, and those ways can be gone side by side while the processor works. They are taken one by one in about the
 * order given; whoever takes another order, or something unknown, gets it too, only later.
 */
export class ReadAhead<File extends ExpectedFile, T> {
  private readonly places: ReadonlyMap<string, number>;
  private readonly begun = new Map<number, Promise<T>>();

  constructor(private readonly expected: readonly File[], private readonly read: (file: File) => Promise<T>, private readonly limits: AheadLimits = AHEAD) {
    this.places = new Map(expected.map(({ path }, place) => [path, place]));
  }

  /** The file, read by now or soon. Rejects when it cannot be read. */
  take(file: File): Promise<T> {
    const place = this.places.get(file.path);
    if (place === undefined) return this.read(file);
    for (const passed of this.begun.keys()) if (passed < place) this.begun.delete(passed);
    const own = this.begun.get(place) ?? this.read(file);
    this.begun.delete(place);
    this.begin(place + 1);
    return own;
  }

  private begin(first: number): void {
    let bytes = 0;
    for (const [at, file] of this.expected.slice(first, first + this.limits.files).entries()) {
      bytes += file.size;
      if (bytes > this.limits.bytes) return;
      if (this.begun.has(first + at)) continue;
      const reading = this.read(file);
      // Whoever takes the file hears of the failure; until then Node must not think that nobody does.
      reading.catch(() => undefined);
      this.begun.set(first + at, reading);
    }
  }
}
