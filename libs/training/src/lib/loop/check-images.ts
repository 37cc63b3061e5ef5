import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import type { TrainingConfig } from '@echocohort/model';
import { isLabelled, type LabelledImage, type TrainingImage } from '../data/training-image.ts';

/** What a training works with. */
export interface CheckedImages {
  /** Lesion pictures to learn from. */
  readonly training: readonly LabelledImage[];
  /** Background pictures of each lesion; empty for Model-L. */
  readonly backgrounds: ReadonlyMap<string, readonly TrainingImage[]>;
  /** Everything, to be scored. */
  readonly all: readonly TrainingImage[];
}

const lesionsOf = (images: readonly TrainingImage[]): number => new Set(images.map(({ lesion }) => lesion)).size;

function backgroundsOf(images: readonly TrainingImage[]): Map<string, TrainingImage[]> {
  const map = new Map<string, TrainingImage[]>();
  for (const image of images.filter(({ role }) => role === 'background')) map.set(image.lesion, [...(map.get(image.lesion) ?? []), image]);
  return map;
}

/** Refuses data that cannot be trained on, before anything is computed. */
export function checkImages(images: readonly TrainingImage[], config: Pick<TrainingConfig, 'imageSize' | 'model'>): Result<CheckedImages> {
  const pixels = config.imageSize ** 2;
  const wrong = images.find((image) => image.pixels.length !== pixels);
  if (wrong) return refuse({ code: 'image-size-differs', detail: `A picture of lesion ${wrong.lesion} has ${wrong.pixels.length} pixels; the network needs ${pixels}.` });
  const lesions = images.filter(({ role }) => role === 'lesion');
  const unlabelled = lesions.filter(({ set }) => set !== 'external_validation').find((image) => !isLabelled(image));
  if (unlabelled) return refuse({ code: 'outcome-missing', detail: `Lesion ${unlabelled.lesion} is in the ${unlabelled.set} set but has no outcome in the snapshot.` });
  const training = lesions.filter(({ set }) => set === 'training').filter(isLabelled);
  const [malignant, benign] = [training.filter((image) => image.malignant), training.filter((image) => !image.malignant)].map(lesionsOf);
  if (malignant === 0 || benign === 0) {
    return refuse({ code: 'training-set-one-class', detail: `The training set holds ${malignant ?? 0} malignant and ${benign ?? 0} benign lesions; both are needed.`, facts: { malignant, benign } });
  }
  const backgrounds = backgroundsOf(images);
  const bare = config.model === 'L' ? undefined : lesions.find(({ lesion }) => !backgrounds.has(lesion));
  if (bare) return refuse({ code: 'background-image-missing', detail: `Lesion ${bare.lesion} has no picture of the liver background, which Model-LB needs.`, facts: { lesion: bare.lesion } });
  return ok({ training, backgrounds, all: images });
}

/** What is said before a training whose internal set cannot tell a good epoch from a bad one; it can still be trained. */
export function internalSetWarning(images: readonly TrainingImage[]): Refusal | null {
  const own = images.filter(({ set, role }) => set === 'internal_validation' && role === 'lesion');
  const [malignant, benign] = [own.filter((image) => image.malignant === true), own.filter((image) => image.malignant === false)].map(lesionsOf);
  if (malignant !== 0 && benign !== 0) return null;
  return { code: 'internal-set-one-class', detail: `The internal validation set holds ${malignant ?? 0} malignant and ${benign ?? 0} benign lesions, so no AUC can be estimated on it: training does not stop early, and the last epoch is kept.`, facts: { malignant, benign } };
}
