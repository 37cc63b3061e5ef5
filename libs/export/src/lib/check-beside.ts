import type { SnapshotLeaf } from '@echocohort/cohort';
import type { ActualFiles, Difference } from './difference.ts';
import { BESIDE_THE_SNAPSHOT, SUMS_PATH } from './export-files.ts';
import { EXPORT_LIST_PATH, type ExportList } from './export-list.ts';

const UNREADABLE = 'The bytes of the file cannot be read.';

/** The files made of the snapshot against the list that the server signed. */
export function listedDifferences(actual: ActualFiles, list: ExportList): Difference[] {
  const pathOf = new Map(list.files.map(({ sha256, path }) => [sha256, path]));
  return list.files.flatMap(({ path, sha256 }): Difference[] => {
    const file = actual.get(path);
    if (!file) return [{ path, how: 'missing', detail: `${EXPORT_LIST_PATH} lists it, but it is not here.` }];
    if (file.sha256 === sha256) return [];
    if (file.sha256 === null) return [{ path, how: 'unreadable', detail: UNREADABLE }];
    const twin = pathOf.get(file.sha256);
    return [twin === undefined ? { path, how: 'changed', detail: `Its bytes are not those that ${EXPORT_LIST_PATH} names.` } : { path, how: 'swapped', detail: `It holds the content of ${twin}.` }];
  });
}

interface Known {
  readonly leaves: ReadonlyMap<string, SnapshotLeaf>;
  /** Files that EXPORT.json lists; compared with it already. */
  readonly listed: ReadonlyMap<string, string>;
}

function sumDifference(path: string, sum: string, actual: ActualFiles, { leaves, listed }: Known): Difference | null {
  const own = leaves.get(path)?.sha256 ?? listed.get(path);
  if (own !== undefined) return sum === own ? null : { path, how: 'sum-differs', detail: `${SUMS_PATH} gives another sum than ${leaves.has(path) ? 'the locked snapshot' : EXPORT_LIST_PATH}; it was edited.` };
  if (!BESIDE_THE_SNAPSHOT.includes(path)) return { path, how: 'extra', detail: `${SUMS_PATH} lists it, but it is no part of the export.` };
  const file = actual.get(path);
  if (!file) return { path, how: 'missing', detail: `${SUMS_PATH} lists it, but it is not here.` };
  if (file.sha256 === null) return { path, how: 'unreadable', detail: UNREADABLE };
  return file.sha256 === sum ? null : { path, how: 'changed', detail: `Its bytes are not those that ${SUMS_PATH} names.` };
}

/** MANIFEST.sha256 against the leaves, the signed list and the files; and files that nothing lists. */
export function besideDifferences(actual: ActualFiles, sums: ReadonlyMap<string, string>, known: Known): Difference[] {
  const found = [...sums].flatMap(([path, sum]) => {
    const difference = sumDifference(path, sum, actual, known);
    return difference ? [difference] : [];
  });
  const isKnown = (path: string): boolean => known.leaves.has(path) || known.listed.has(path);
  for (const path of actual.keys()) if (path !== SUMS_PATH && !sums.has(path) && !isKnown(path)) found.push({ path, how: 'extra', detail: 'It is no part of the export.' });
  for (const path of [...known.leaves.keys(), ...known.listed.keys()]) if (!sums.has(path)) found.push({ path, how: 'sum-differs', detail: `${SUMS_PATH} does not list it; a line was removed.` });
  return found;
}
