import { verifyChain } from '@echocohort/audit';
import type { Difference } from './difference.ts';

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

/** Says how a file of the snapshot differs, as far as its own rules tell: moved rows of a table, a broken audit chain. */
export async function describeChange(path: string, text: () => Promise<string>): Promise<Difference> {
  if (path.endsWith('.tsv')) {
    const row = firstRowOutOfOrder(await text());
    if (row !== null) return { path, how: 'order', detail: `Row ${row} stands out of order; rows were moved, repeated or renamed.` };
    return { path, how: 'changed', detail: 'A cell or a row differs from what was locked.' };
  }
  if (path.endsWith('.ndjson')) {
    const chain = await verifyChain((await text()).trimEnd().split('\n'));
    if (!chain.ok) return { path, how: 'changed', detail: chain.refusal.detail };
    return { path, how: 'changed', detail: `The chain is whole in itself but ends at row ${chain.value.entries}; it is not the one that was locked.` };
  }
  return { path, how: 'changed', detail: 'Its bytes are not those that were locked.' };
}
