import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Texts wait together until they are so many bytes. */
const BATCH = 1 << 20;

/**
 * Texts of a lock that are long and read twice, kept in a file that has no name any more: it goes with the process,
 * however that ends. Corners of outlines are most of a large study's text.
 */
export class TextSpool {
  private readonly file: number;
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private written = 0;

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), 'echocohort-spool-'));
    try {
      this.file = openSync(join(folder, 'texts'), 'wx+', 0o600);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Keeps a text; where it begins, and how many bytes it has. */
  keep(text: string): { readonly from: number; readonly bytes: number } {
    const bytes = Buffer.from(text, 'utf8');
    const from = this.written + this.waitingBytes;
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    if (this.waitingBytes >= BATCH) this.flush();
    return { from, bytes: bytes.length };
  }

  private flush(): void {
    const batch = Buffer.concat(this.waiting);
    for (let done = 0; done < batch.length;) done += writeSync(this.file, batch, done, batch.length - done, this.written + done);
    this.written += batch.length;
    [this.waiting, this.waitingBytes] = [[], 0];
  }

  read(from: number, bytes: number): string {
    if (from + bytes > this.written) this.flush();
    const text = Buffer.alloc(bytes);
    for (let done = 0; done < bytes;) {
      const more = readSync(this.file, text, done, bytes - done, from + done);
      if (more === 0) throw new Error('a text that was kept is not there any more');
      done += more;
    }
    return text.toString('utf8');
  }

  close(): void {
    closeSync(this.file);
  }
}

/** Does some work with a spool, which is gone afterwards. */
export async function withSpool<T>(work: (spool: TextSpool) => Promise<T>): Promise<T> {
  const spool = new TextSpool();
  try {
    return await work(spool);
  } finally {
    spool.close();
  }
}
