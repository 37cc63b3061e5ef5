import { createHash, hash } from 'node:crypto';
import { grown } from '@echocohort/cohort';
import { toHex } from '@echocohort/kernel';

/** Leaf with a short digest of every row of every table, so that a changed row can be named. */
export const ROW_DIGESTS_PATH = 'row-digests.tsv';

/** 64 bits: enough to find a row; what proves it is the digest of the whole file. */
const DIGITS = 16;
const BYTES = DIGITS / 2;

export const rowDigest = (line: string): string => createHash('sha256').update(line).digest('hex').slice(0, DIGITS);

const keyOf = (line: string): string => line.split('\t')[0] ?? '';

/** The rows of a table, one after the other; the text is not copied. */
function* rowsOf(text: string): Generator<string> {
  for (let at = text.indexOf('\n') + 1; at > 0 && at < text.length;) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end);
    if (line !== '') yield line;
    if (end < 0) return;
    at = end + 1;
  }
}

/** What is asked of a table here: its lines, the head first, and the keys of its rows. */
interface DigestedTable {
  readonly path: string;
  lines(): Iterable<string>;
  keys(): Iterable<string>;
}

/** The digests of one table's rows as raw bytes, taken while its lines are written. */
export class RowDigests {
  private digests: Uint8Array | null = null;

  constructor(private readonly table: DigestedTable) {}

  get path(): string {
    return this.table.path;
  }

  /** The lines of the table; when all were taken, the digests of its rows are known. */
  *passing(): Generator<string> {
    let [digests, count] = [new Uint8Array(0), -1];
    for (const line of this.table.lines()) {
      if (count >= 0) {
        digests = grown(digests, (count + 1) * BYTES, (length) => new Uint8Array(length));
        digests.set(hash('sha256', line.slice(0, -1), 'buffer').subarray(0, BYTES), count * BYTES);
      }
      count += 1;
      yield line;
    }
    this.digests = digests;
  }

  /** One line a row: `<table>#<key>` and the digest. */
  *lines(): Generator<string> {
    // Whoever has the table already did not take its lines.
    const known = this.digests ?? takeAll(this);
    let at = 0;
    for (const key of this.table.keys()) {
      yield `${this.path}#${key}\t${toHex(known.subarray(at, at + BYTES))}\n`;
      at += BYTES;
    }
  }

  /** The digests, once all lines have passed. */
  get known(): Uint8Array {
    return this.digests ?? new Uint8Array(0);
  }
}

function takeAll(rows: RowDigests): Uint8Array {
  for (const line of rows.passing()) if (line === '') throw new Error('a line without its end');
  return rows.known;
}

/** The lines of all tables, sorted like every table: no table's path begins with another's and `#`, so they stand one table after the other. */
export function* rowDigestLines(tables: readonly RowDigests[]): Generator<string> {
  yield 'row\tdigest\n';
  for (const table of [...tables].sort((a, b) => (a.path < b.path ? -1 : 1))) yield* table.lines();
}

const MOST_NAMED = 20;

/** Says which rows of a table differ from the digests that were locked; null when its rows are all there unchanged (then its head or order differs). */
export function changedRows(path: string, text: string, digests: string): string | null {
  const locked = new Map<string, string>();
  for (const line of rowsOf(digests)) {
    const [row = '', digest = ''] = line.split('\t');
    if (row.startsWith(`${path}#`)) locked.set(row.slice(path.length + 1), digest);
  }
  const found: string[] = [];
  const seen = new Set<string>();
  let index = -1;
  for (const line of rowsOf(text)) {
    index += 1;
    const key = keyOf(line);
    const digest = locked.get(key);
    if (digest === undefined) found.push(`row ${index + 2} (${key}) was added`);
    else if (seen.has(key)) found.push(`row ${index + 2} (${key}) stands there twice`);
    else if (digest !== rowDigest(line)) found.push(`row ${index + 2} (${key}) was changed`);
    seen.add(key);
  }
  for (const key of locked.keys()) if (!seen.has(key)) found.push(`the row of ${key} was removed`);
  if (found.length === 0) return null;
  const more = found.length > MOST_NAMED ? `, and ${found.length - MOST_NAMED} more` : '';
  return `${found.slice(0, MOST_NAMED).join(', ')}${more}.`.replace(/^./, (first) => first.toUpperCase());
}
