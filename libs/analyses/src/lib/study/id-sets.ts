import { sha256OfText } from '@echocohort/cohort';
import type { IdSet, Unit } from '../results/estimate.schema.ts';

/** A list of codes with its digest: sorted, each once. */
export function idSetOf(key: string, unit: Unit, ids: Iterable<string>): IdSet {
  const sorted = [...new Set(ids)].sort();
  return { key, unit, count: sorted.length, digest: sha256OfText(sorted.map((id) => `${id}\n`).join('')), ids: sorted };
}

/** Keeps each set of codes once, under a readable key; numbers refer to the key. */
export class IdSets {
  private readonly sets = new Map<string, IdSet>();

  /** Keeps the codes (in their order, each once) and answers the key. The same key names the same codes. */
  add(key: string, unit: Unit, ids: Iterable<string>): string {
    if (!this.sets.has(key)) this.sets.set(key, idSetOf(key, unit, ids));
    return key;
  }

  all(): Record<string, IdSet> {
    return Object.fromEntries([...this.sets].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
