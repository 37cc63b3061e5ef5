import type { SetName } from '@echocohort/model';

/** One picture of a lesion or of its liver background, cut and resized for the network: square, grey, 0 to 255. */
export interface TrainingImage {
  readonly lesion: string;
  readonly patient: string;
  readonly set: SetName;
  /** Null while the outcome is sealed: such a picture is scored and never trained on. */
  readonly malignant: boolean | null;
  readonly slot: string;
  readonly role: 'lesion' | 'background';
  /** Place of the lesion's type of liver background among the known ones; null where nobody recorded it. */
  readonly backgroundType: number | null;
  readonly pixels: Uint8Array;
}

/** A picture that may be trained on. */
export interface LabelledImage extends TrainingImage {
  readonly malignant: boolean;
}

export const isLabelled = (image: TrainingImage): image is LabelledImage => image.malignant !== null;
