import type { SetName } from '@echocohort/model';

/** One picture of a lesion, ready for the network: square, grey, values from 0 to 1. */
export interface TrainingImage {
  readonly lesion: string;
  readonly patient: string;
  readonly set: SetName;
  /** Null while the outcome is sealed: such a picture is scored and never trained on. */
  readonly malignant: boolean | null;
  readonly pixels: Float32Array;
}

/** A picture that may be trained on. */
export interface LabelledImage extends TrainingImage {
  readonly malignant: boolean;
}

export const isLabelled = (image: TrainingImage): image is LabelledImage => image.malignant !== null;
