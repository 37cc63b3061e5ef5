import { ok, refuse, type Result } from '@echocohort/kernel';
import type { TrainingConfig } from '@echocohort/model';
import { isLabelled, type LabelledImage, type TrainingImage } from '../data/training-image.ts';

/** What a training works with: pictures to learn from, and all pictures to score. */
export interface CheckedImages {
  readonly training: readonly LabelledImage[];
  readonly all: readonly TrainingImage[];
}

const lesionsOf = (images: readonly TrainingImage[]): number => new Set(images.map(({ lesion }) => lesion)).size;

/** Refuses data that cannot be trained on, before anything is computed. */
export function checkImages(images: readonly TrainingImage[], config: TrainingConfig): Result<CheckedImages> {
  const pixels = config.imageSize ** 2;
  const wrong = images.find((image) => image.pixels.length !== pixels);
  if (wrong) return refuse({ code: 'image-size-differs', detail: `A picture of lesion ${wrong.lesion} has ${wrong.pixels.length} pixels; the network needs ${pixels}.` });
  const broken = images.find((image) => !image.pixels.every(Number.isFinite));
  if (broken) return refuse({ code: 'image-not-finite', detail: `A picture of lesion ${broken.lesion} holds a value that is no number.` });
  const development = images.filter(({ set }) => set !== 'external_validation');
  const unlabelled = development.find((image) => !isLabelled(image));
  if (unlabelled) return refuse({ code: 'outcome-missing', detail: `Lesion ${unlabelled.lesion} is in the ${unlabelled.set} set but has no outcome in the snapshot.` });
  const training = images.filter(({ set }) => set === 'training').filter(isLabelled);
  const [malignant, benign] = [training.filter((image) => image.malignant), training.filter((image) => !image.malignant)].map(lesionsOf);
  if (malignant === 0 || benign === 0) {
    return refuse({ code: 'training-set-one-class', detail: `The training set holds ${malignant ?? 0} malignant and ${benign ?? 0} benign lesions; both are needed.`, facts: { malignant, benign } });
  }
  return ok({ training, all: images });
}
