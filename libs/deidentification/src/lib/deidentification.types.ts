import type { PlainDate, Refusal } from '@echocohort/kernel';
import type { DicomFile, Inflate, PictureDecoder } from '@echocohort/dicom';

/** What a de-identification needs besides the file. The key never leaves the centre. */
export interface DeidentifyOptions {
  /** The centre's secret, 32 bytes. */
  readonly key: Uint8Array;
  /** The platform's number of the patient, such as `C03-0142`; becomes Patient ID and Patient's Name. */
  readonly subjectCode: string;
  /** Unpacks deflated files; the library's own is used when absent. */
  readonly inflate?: Inflate;
  /** Decodes JPEG-LS, JPEG 2000 and HTJ2K; without it files in these forms are held. */
  readonly decoder?: PictureDecoder;
  /** Mask templates that two persons signed, for files without a trusted region. */
  readonly templates?: readonly MaskTemplate[];
  /** Rectangles inside the picture that a person chose to blank, on every frame. */
  readonly blank?: readonly MaskRectangle[];
  /** Boxes that a person looked at and judged harmless: a code found in one does not hold the file again. */
  readonly harmless?: readonly MaskRectangle[];
}

/** A rectangle of pixels, corners inclusive. */
export interface MaskRectangle {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A part of the picture that stays: a rectangle, or a polygon of pixel corners (a pixel stays when its centre lies inside). */
export type KeptShape =
  | ({ readonly kind: 'rectangle' } & MaskRectangle)
  | { readonly kind: 'polygon'; readonly points: readonly (readonly [x: number, y: number])[] };

/** Scanner and picture size that a mask belongs to, as a clean file states them; `software` joins several versions by a backslash. */
export interface ScannerLayout {
  readonly manufacturer: string;
  readonly model: string;
  readonly software: string;
  readonly rows: number;
  readonly columns: number;
}

/** Where the picture lies on one scanner's screen, for files that do not say so. Drawn by one person, approved by another. */
export interface MaskTemplate extends ScannerLayout {
  /** A UUID; a changed mask is a new version under the same id. */
  readonly id: string;
  readonly version: number;
  readonly kept: readonly KeptShape[];
  readonly drawnBy: string;
  readonly drawnAt: string;
  /** Another person than `drawnBy`; null until then. */
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
}

/** The template that a clean file names as its mask. */
export interface TemplateCitation {
  readonly id: string;
  readonly version: number;
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
  /** Bounding rectangles of what stays. */
  readonly mask: readonly MaskRectangle[];
  /** What stays, exactly. */
  readonly kept: readonly KeptShape[];
  /** The template that gave the mask; null when the file's own regions did. */
  readonly template: TemplateCitation | null;
  /** Rectangles that a person chose to blank. */
  readonly blanked: readonly MaskRectangle[];
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
  /** Approved mask templates; a file that names another one is refused. */
  readonly templates?: readonly MaskTemplate[];
}

/** A file that could have been written by the allow-list writer. */
export interface VerifiedFile {
  readonly file: DicomFile;
  readonly subjectCode: string;
  readonly mask: readonly MaskRectangle[];
  readonly kept: readonly KeptShape[];
  readonly template: TemplateCitation | null;
}

/** `facts.paths` names the offending tag paths; never a value. */
export type IdentifiableRefusal = Refusal;

/** A clean file that was written piece by piece; its bytes went to the sink. */
export type CleanSummary = Omit<CleanFile, 'bytes'> & { readonly size: number };

/** Takes the bytes of a clean file in order. A piece is valid during the call only. `writeAt` mends what was written before (the offset table). */
export interface ByteSink {
  write(bytes: Uint8Array): void;
  writeAt(offset: number, bytes: Uint8Array): void;
}
