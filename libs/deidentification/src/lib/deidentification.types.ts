import type { PlainDate, Refusal } from '@echocohort/kernel';
import type { DicomFile, Inflate } from '@echocohort/dicom';

/** What a de-identification needs besides the file. The key never leaves the centre. */
export interface DeidentifyOptions {
  /** The centre's secret, 32 bytes. */
  readonly key: Uint8Array;
  /** The platform's number of the patient, such as `C03-0142`; becomes Patient ID and Patient's Name. */
  readonly subjectCode: string;
  /** Unpacks deflated files; the library's own is used when absent. */
  readonly inflate?: Inflate;
}

/** A rectangle of pixels that stay, corners inclusive. */
export interface MaskRectangle {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** What was done to one element, or to a part of the file such as `(preamble)`. Never a value. */
export interface Action {
  readonly path: string;
  readonly action: 'kept' | 'removed' | 'emptied' | 'replaced' | 'uid-mapped' | 'date-shifted' | 'cleaned' | 'blanked' | 'added';
}

/** The clean file and the proof of what was done. Holds no value of the source. */
export interface CleanFile {
  readonly bytes: Uint8Array;
  readonly actions: readonly Action[];
  readonly mask: readonly MaskRectangle[];
  /** Remarks with stable codes, such as `region-clamped` or `pixel-tail-cut`. */
  readonly codes: readonly string[];
  readonly subjectCode: string;
  /** Shifted date of the study, or null when the source has none that can be read. */
  readonly studyDate: PlainDate | null;
}

/** A file that must not leave as it is: it waits for a person, nothing is written. */
export type Hold = Refusal;

/** What the server knows when it judges a file. */
export interface VerifyOptions {
  /** Code of the centre that sends; the subject code must begin with it. */
  readonly centre?: string;
  /** Exact subject the file must belong to. */
  readonly subjectCode?: string;
  readonly inflate?: Inflate;
}

/** A file that could have been written by the allow-list writer. */
export interface VerifiedFile {
  readonly file: DicomFile;
  readonly subjectCode: string;
  readonly mask: readonly MaskRectangle[];
}

/** `facts.paths` names the offending tag paths; never a value. */
export type IdentifiableRefusal = Refusal;
