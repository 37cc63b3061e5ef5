import { createHash } from 'node:crypto';
import { joinedText } from '@echocohort/cohort';

/** Leaf with a short digest of every row of every table, so that a changed row can be named. */
export const ROW_DIGESTS_PATH = 'row-digests.tsv';

/** 64 bits: enough to find a row; what proves it is the digest of the whole file. */
const DIGITS = 16;

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

/** The digests of one table's rows: lines in the order of its rows, which are sorted by their keys. */
export interface RowDigests {
  readonly path: string;
  readonly lines: string;
}

/** One line a row: `<table>#<key>` and the digest. */
export const rowDigestsOf = ({ path, text }: { readonly path: string; readonly text: string }): RowDigests => ({ path, lines: joinedText(digestLines(path, text)) });

function* digestLines(path: string, text: string): Generator<string> {
  for (const line of rowsOf(text)) yield `${path}#${keyOf(line)}\t${rowDigest(line)}\n`;
}

/** The lines of all tables, sorted like every table: no table's path begins with another's and `#`, so they stand one table after the other. */
export const rowDigestsText = (tables: readonly RowDigests[]): string =>
  `row\tdigest\n${[...tables].sort((a, b) => (a.path < b.path ? -1 : 1)).map(({ lines }) => lines).join('')}`;

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
