import { comparePaths } from '@echocohort/cohort';
import type { Difference } from './difference.ts';
import { SUMS_PATH } from './export-files.ts';

/** What MANIFEST.sha256 says, and what is wrong with it in itself. */
export interface Sums {
  readonly byPath: ReadonlyMap<string, string>;
  readonly faults: readonly Difference[];
}

/** MANIFEST.sha256 as `sha256sum` writes it; its lines must be in the order of paths. */
export function readSums(text: string): Sums {
  const byPath = new Map<string, string>();
  const faults: Difference[] = [];
  let before: string | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '' && index === text.split('\n').length - 1) continue;
    const match = /^([0-9a-f]{64}) {2}(.+)$/.exec(line);
    const path = match?.[2];
    if (!match?.[1] || path === undefined) {
      faults.push({ path: SUMS_PATH, how: 'changed', detail: `Line ${index + 1} is not a sum and a path.` });
      continue;
    }
    if (before !== null && comparePaths(before, path) >= 0) faults.push({ path: SUMS_PATH, how: 'order', detail: `Line ${index + 1} stands out of order.` });
    before = path;
    byPath.set(path, match[1]);
  }
  return { byPath, faults };
}
