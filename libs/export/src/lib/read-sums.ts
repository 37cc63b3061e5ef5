import { comparePaths } from '@echocohort/cohort';
import type { Difference } from './difference.ts';
import { SUMS_PATH } from './export-files.ts';
import { readLines, type ExportSource } from './export-source.ts';
import { digestBytes, type FileDigests } from './file-digests.ts';

/** Reads MANIFEST.sha256 as `sha256sum` writes it into its column, line by line; its lines must be in the order of paths. Says what is wrong with it in itself. */
export async function readSums(source: ExportSource, { files, summed }: FileDigests): Promise<Difference[]> {
  const faults: Difference[] = [];
  let before: string | null = null;
  let [number, empty] = [0, false];
  const wrong = (how: Difference['how'], says: string): void => void faults.push({ path: SUMS_PATH, how, detail: `Line ${number} ${says}` });
  for await (const lines of readLines(source, SUMS_PATH)) {
    for (const line of lines) {
      // Only what ends the file may be empty.
      if (empty) wrong('changed', 'is not a sum and a path.');
      number += 1;
      empty = line === '';
      if (empty) continue;
      const [, sum, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
      if (sum === undefined || path === undefined) {
        wrong('changed', 'is not a sum and a path.');
        continue;
      }
      if (before !== null && comparePaths(before, path) >= 0) wrong('order', 'stands out of order.');
      before = path;
      summed.set(files.numberOf(path), digestBytes(sum));
    }
  }
  return faults;
}
