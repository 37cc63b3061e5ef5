import type { Difference } from './difference.ts';
import { BESIDE_THE_SNAPSHOT, SUMS_PATH } from './export-files.ts';
import { EXPORT_LIST_PATH } from './export-list.ts';
import type { FileDigests } from './file-digests.ts';

const UNREADABLE = 'The bytes of the file cannot be read.';

/** The files made of the snapshot against the list that the server signed. */
export function* listedDifferences({ files, actual, listed }: FileDigests): Generator<Difference> {
  for (const number of listed.numbers()) {
    if (actual.agrees(number, listed)) continue;
    const path = files.pathOf(number);
    if (!files.isHeld(number)) yield { path, how: 'missing', detail: `${EXPORT_LIST_PATH} lists it, but it is not here.` };
    else if (!actual.has(number)) yield { path, how: 'unreadable', detail: UNREADABLE };
    else {
      const twin = listed.holderOf(actual, number);
      yield twin === null ? { path, how: 'changed', detail: `Its bytes are not those that ${EXPORT_LIST_PATH} names.` } : { path, how: 'swapped', detail: `It holds the content of ${files.pathOf(twin)}.` };
    }
  }
}

function sumDifference(number: number, { files, actual, locked, listed, summed }: FileDigests): Difference | null {
  const own = locked.has(number) ? locked : listed.has(number) ? listed : null;
  if (own?.agrees(number, summed)) return null;
  const path = files.pathOf(number);
  if (own !== null) return { path, how: 'sum-differs', detail: `${SUMS_PATH} gives another sum than ${own === locked ? 'the locked snapshot' : EXPORT_LIST_PATH}; it was edited.` };
  if (!BESIDE_THE_SNAPSHOT.includes(path)) return { path, how: 'extra', detail: `${SUMS_PATH} lists it, but it is no part of the export.` };
  if (!files.isHeld(number)) return { path, how: 'missing', detail: `${SUMS_PATH} lists it, but it is not here.` };
  if (!actual.has(number)) return { path, how: 'unreadable', detail: UNREADABLE };
  return actual.agrees(number, summed) ? null : { path, how: 'changed', detail: `Its bytes are not those that ${SUMS_PATH} names.` };
}

/** MANIFEST.sha256 against the leaves, the signed list and the files; and files that nothing lists. */
export function* besideDifferences(digests: FileDigests): Generator<Difference> {
  const { files, locked, listed, summed } = digests;
  for (const number of summed.numbers()) {
    const difference = sumDifference(number, digests);
    if (difference) yield difference;
  }
  for (let number = 0; number < files.heldCount; number++) {
    if (summed.has(number) || locked.has(number) || listed.has(number) || files.pathOf(number) === SUMS_PATH) continue;
    yield { path: files.pathOf(number), how: 'extra', detail: 'It is no part of the export.' };
  }
  for (const column of [locked, listed]) {
    for (const number of column.numbers()) if (!summed.has(number)) yield { path: files.pathOf(number), how: 'sum-differs', detail: `${SUMS_PATH} does not list it; a line was removed.` };
  }
}
