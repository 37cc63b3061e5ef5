import { verifyChain } from '@echocohort/audit';
import type { Difference } from './difference.ts';
import { readLines, readText, type ExportSource } from './export-source.ts';
import { changedRows, ROW_DIGESTS_PATH } from './row-digests.ts';

/** First row of a table that stands out of the order of its first column; null when all stand in order. */
function firstRowOutOfOrder(text: string): number | null {
  let before: string | null = null;
  for (const [index, line] of text.trimEnd().split('\n').entries()) {
    if (index === 0) continue;
    const key = line.split('\t')[0] ?? '';
    if (before !== null && before >= key) return index + 1;
    before = key;
  }
  return null;
}

/** Text of the locked row digests, or null when they are not here as they were locked. */
export type LockedRows = () => Promise<string | null>;

async function describeTable(path: string, text: string, lockedRows: LockedRows): Promise<Difference> {
  const digests = path === ROW_DIGESTS_PATH ? null : await lockedRows();
  const rows = digests === null ? null : changedRows(path, text, digests);
  const row = firstRowOutOfOrder(text);
  if (row !== null) return { path, how: 'order', detail: rows ?? `Row ${row} stands out of order; rows were moved, repeated or renamed.` };
  return { path, how: 'changed', detail: rows ?? (digests === null ? 'A cell or a row differs from what was locked.' : 'Its rows are those that were locked; its head or its line ends differ.') };
}

/** Lines without what is blank at the end. The trail is by far the longest text of a snapshot. */
async function* linesToTheLast(source: ExportSource, path: string): AsyncGenerator<string> {
  let last = '';
  let blank: string[] = [];
  let isFirst = true;
  for await (const lines of readLines(source, path)) {
    for (const line of lines) {
      if (line.trimEnd() === '' && !isFirst) {
        blank.push(line);
        continue;
      }
      if (!isFirst) yield last;
      yield* blank;
      [last, blank, isFirst] = [line, [], false];
    }
  }
  yield last.trimEnd();
}

/** Says how a file of the snapshot differs, as far as its own rules tell: changed or moved rows of a table, a broken audit chain. */
export async function describeChange(source: ExportSource, path: string, lockedRows: LockedRows): Promise<Difference> {
  if (path.endsWith('.tsv')) return describeTable(path, await readText(source, path), lockedRows);
  if (path.endsWith('.ndjson')) {
    const chain = await verifyChain(linesToTheLast(source, path));
    if (!chain.ok) return { path, how: 'changed', detail: chain.refusal.detail };
    return { path, how: 'changed', detail: `The chain is whole in itself but ends at row ${chain.value.entries}; it is not the one that was locked.` };
  }
  return { path, how: 'changed', detail: 'Its bytes are not those that were locked.' };
}
