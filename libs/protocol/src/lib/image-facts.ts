import type { PlainDate } from '@echocohort/kernel';

/**
 * What the slot checks need to know of one picture: plain facts, so that portal, API and command line can each get
 * them from their own reader. `null` always means "not known", and a check never holds the unknown against a picture.
 */
export interface ImageFacts {
  readonly sopClassUid: string;
  readonly modality: string;
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  /** Length of a clip in seconds, from its frame times; null for stills and when the header gives none. */
  readonly seconds: number | null;
  /** (0018,6014) of each ultrasound region: 1 tissue, 2 colour flow, 3 and 4 spectral (PS3.3 C.8.5.5.1.2). */
  readonly regionDataTypes: readonly number[];
  /** (0008,0008) Image Type; its fourth value says 2D, Doppler and so on (PS3.3 C.8.5.6.1.1). */
  readonly imageType: readonly string[];
  /** Are there saturated colours inside the ultrasound regions? */
  readonly colourPixels: boolean | null;
  /** Does a region carry physical units on both axes? */
  readonly calibrated: boolean;
  /** Were calipers or text seen inside the image area? */
  readonly marksInImage: boolean | null;
  /** Was text seen outside the image area? */
  readonly textOutsideImage: boolean | null;
  /** Paths of identifiable attributes still present (`(0010,0010)`), never their values. */
  readonly identifiablePaths: readonly string[] | null;
  /** Acquisition date, else study date; the shifted one. */
  readonly scanDate: PlainDate | null;
  readonly manufacturer: string;
  readonly model: string;
  readonly transducer: string;
}

/** A device of the centre, as the study definition registers it. */
export interface RegisteredDevice {
  readonly code: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly transducer: string;
}

/** How a picture with the same pixels, already in the study, relates to this one. */
export const SAME_PICTURE_RELATIONS = ['same-slot', 'same-lesion', 'same-patient', 'other-patient', 'other-centre'] as const;
export type SamePictureRelation = (typeof SAME_PICTURE_RELATIONS)[number];

/** One picture with the same pixels. `case` and `slot` are left null where the person may not see them. */
export interface SamePicture {
  readonly relation: SamePictureRelation;
  readonly case: string | null;
  readonly slot: string | null;
}

/** What the checks need to know of the place that the picture is meant for. */
export interface SlotContext {
  /** Scan date of the exam so far, or null for its first picture. */
  readonly examDate: PlainDate | null;
  /** Current images in the slot before this one. */
  readonly filled: number;
  /** Did the person say, with a reason, that this one replaces the current one? */
  readonly replacing: boolean;
  /** Devices of the centre; null when the registry is not at hand (in the browser without a connection). */
  readonly devices: readonly RegisteredDevice[] | null;
  /** Pictures of the study with the same pixels. */
  readonly samePictures: readonly SamePicture[];
}
