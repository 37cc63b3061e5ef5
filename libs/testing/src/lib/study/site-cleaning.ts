import { deidentify, shiftPlainDate } from '@echocohort/deidentification';

/** Cleans a file exactly as the portal and the command line do; a hold is a fault of the generator and throws. */
export function cleanSiteFile(source: Uint8Array, key: Uint8Array, subjectCode: string): Uint8Array {
  const cleaned = deidentify(source, { key, subjectCode });
  if (!cleaned.ok) throw new Error(`a synthetic file was held: ${cleaned.refusal.code}`);
  return cleaned.value.bytes;
}

/** A patient's date moved by the same secret number of days as the dates in the pictures. */
export function shiftedDate(key: Uint8Array, subjectCode: string, date: string): string {
  const shifted = shiftPlainDate(key, subjectCode, date);
  if (shifted === null) throw new RangeError('shiftedDate: not a date');
  return shifted;
}
