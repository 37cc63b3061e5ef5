import { mapUid } from '@echocohort/deidentification';
import type { DataSet, DicomFile } from '@echocohort/dicom';

const REGISTERED = '1.2.840.10008.';

function collect(dataSet: DataSet, found: string[]): string[] {
  for (const { vr, bytes, items } of dataSet.all) {
    for (const item of items ?? []) collect(item, found);
    if (vr === 'UI') found.push(...String.fromCharCode(...bytes.subarray(0, 4096)).replace(/[ \0]+$/g, '').split('\\').filter((uid) => uid !== '' && !uid.startsWith(REGISTERED)));
  }
  return found;
}

/** How many instance UIDs of the clean file are the key's image of one of the source. */
export function consistentUids(key: Uint8Array, source: DicomFile, clean: DicomFile): number {
  const images = new Set([...new Set(collect(source.dataSet, []))].flatMap((uid) => mapUid(key, uid) ?? []));
  return collect(clean.dataSet, []).filter((uid) => images.has(uid)).length;
}

/** SOP Instance UID of a clean file. */
export const instanceUid = (file: DicomFile): string | null => file.header.text('0008,0018');
