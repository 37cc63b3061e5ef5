import { ok, refuse, type Result } from '@echocohort/kernel';
import type { TrainingConfig } from '@echocohort/model';
import { balancedBatches } from '../data/balanced-batches.ts';
import { arrivingPictures, type PictureArrival } from '../data/picture-arrival.ts';
import type { PictureWork } from '../data/picture-work.ts';
import { isLabelled, type TrainingImage } from '../data/training-image.ts';
import { outlineFor } from './outlines.ts';
import type { PictureRegion } from './picture-square.ts';
import { leafDiffers, type LockedSnapshot } from './read-snapshot.ts';

/** One picture to be read: whose it is, where it lies, and what is cut out of it. */
interface PlannedImage {
  readonly entry: Omit<TrainingImage, 'pixels'>;
  readonly path: string;
  readonly region: PictureRegion;
}

/** Pictures cut for the network as they arrive, and how many are cut by a drawn outline. */
export interface LoadedImages {
  readonly images: readonly TrainingImage[];
  readonly arrival: PictureArrival;
  readonly outlined: number;
  readonly central: number;
}

export type LoadingConfig = Pick<TrainingConfig, 'model' | 'imageSize' | 'regionShare' | 'outlineMargin' | 'backgroundItem' | 'batchSize' | 'seed'>;

function regionFor(snapshot: LockedSnapshot, picture: Parameters<typeof outlineFor>[1], config: LoadingConfig): PictureRegion {
  const box = outlineFor(snapshot.outlines, picture);
  if (!box) return { kind: 'central', share: config.regionShare };
  return picture.role === 'lesion' ? { kind: 'lesion-outline', box, margin: config.outlineMargin } : { kind: 'background-outline', box };
}

/** The pictures of every lesion in the slots that the snapshot's own protocol gives this role. */
function planRole(snapshot: LockedSnapshot, role: 'lesion' | 'background', slots: readonly string[], config: LoadingConfig, types: readonly string[]): Result<PlannedImage[]> {
  const { index, answers } = snapshot;
  const bySlot = new Map(index.images.map((image) => [`${image.lesion}\n${image.slot}`, image]));
  const planned: PlannedImage[] = [];
  for (const { lesion, patient, set, malignant } of index.lesions) {
    const type = types.indexOf(answers.get(lesion)?.[config.backgroundItem] ?? '');
    for (const slot of slots) {
      const image = bySlot.get(`${lesion}\n${slot}`);
      if (!image) return refuse({ code: `${role}-image-missing`, detail: `Lesion ${lesion} has no picture in slot ${slot}; a lesion's score is the mean over all ${slots.length} of its ${role} slots.`, slot, facts: { lesion } });
      const pictures = index.images.length === bySlot.size ? 1 : index.images.filter((other) => other.lesion === lesion && other.slot === slot).length;
      if (pictures > 1) return refuse({ code: `${role}-image-twice`, detail: `Lesion ${lesion} has ${pictures} pictures in slot ${slot}; a slot holds one, and nobody says which of them counts.`, slot, facts: { lesion } });
      const region = regionFor(snapshot, { sha256: image.sha256, lesion, role }, config);
      planned.push({ entry: { lesion, patient, set, malignant, slot, role, backgroundType: type < 0 ? null : type }, path: image.path, region });
    }
  }
  return ok(planned);
}

function planImages(snapshot: LockedSnapshot, config: LoadingConfig, types: readonly string[]): Result<PlannedImage[]> {
  const { lesionSlots } = snapshot.index;
  if (lesionSlots.length === 0) return refuse({ code: 'no-lesion-slots', detail: 'The protocol in the snapshot has no slot with the role lesion.' });
  const lesions = planRole(snapshot, 'lesion', lesionSlots, config, types);
  if (!lesions.ok || config.model === 'L') return lesions;
  if (snapshot.backgroundSlots.length === 0) return refuse({ code: 'no-background-slots', detail: 'The protocol in the snapshot has no slot with the role background, which Model-LB needs; train Model-L.' });
  const backgrounds = planRole(snapshot, 'background', snapshot.backgroundSlots, config, types);
  return backgrounds.ok ? ok([...lesions.value, ...backgrounds.value]) : backgrounds;
}

/** Pictures on their way for each task that runs at the same time: the training computes for a second, and files are begun only between two steps. */
const LANES_PER_TASK = 4;

/**
 * So long pictures may come before the first step: without the engine beside them they come several times as fast, and a small study's are all there in it.
 * A training that waited for none computed 0.80 of its first epoch, because its pictures came more slowly than a small network takes them.
 */
const LEAD_MS = 2500;

/** The pictures of the lesions in the order in which the first epoch shows them, each with its backgrounds, then the others. */
function orderOfNeed(images: readonly TrainingImage[], { batchSize, seed }: LoadingConfig): TrainingImage[] {
  const training = images.filter(({ set, role }) => set === 'training' && role === 'lesion').filter(isLabelled);
  const backgrounds = new Map<string, TrainingImage[]>();
  for (const image of images.filter(({ role }) => role === 'background')) backgrounds.set(image.lesion, [...(backgrounds.get(image.lesion) ?? []), image]);
  const bothClasses = new Set(training.map(({ malignant }) => malignant)).size === 2;
  const shown = bothClasses ? balancedBatches(training, batchSize, seed, 1).flat() : training;
  return [...new Set([...shown.flatMap((image) => [image, ...(backgrounds.get(image.lesion) ?? [])]), ...images])];
}

/**
 * Plans every picture that the model needs and begins to bring them: each is read, compared with its locked digest, decoded and cut, several at a time.
 * The training may begin with those that are there. Only the small squares stay in memory.
 */
export function loadImages(snapshot: LockedSnapshot, config: LoadingConfig, types: readonly string[], work: PictureWork, onImage?: (done: number, of: number) => void): Result<LoadedImages> {
  const planned = planImages(snapshot, config, types);
  if (!planned.ok) return planned;
  const plans = new Map<TrainingImage, PlannedImage>(planned.value.map((plan) => [{ ...plan.entry, pixels: new Uint8Array(config.imageSize ** 2) }, plan]));
  const bring = async (image: TrainingImage): Promise<Result<Uint8Array>> => {
    const plan = plans.get(image);
    if (!plan) throw new Error('a picture was asked for that nobody planned');
    const found = await snapshot.find(plan.path);
    if (!found.ok) return found;
    const { bytes, path, sha256 } = found.value;
    const cut = await work.cut({ bytes, imageSize: config.imageSize, region: plan.region, locked: { path, sha256 } });
    const { lesion, slot } = image;
    if (!cut.ok && cut.refusal.code === leafDiffers(path).code) return cut;
    return cut.ok ? ok(cut.value.pixels) : refuse({ ...cut.refusal, detail: `Lesion ${lesion}, slot ${slot}: ${cut.refusal.detail}`, slot, facts: { lesion } });
  };
  const images = [...plans.keys()];
  const arrival = arrivingPictures({ images: orderOfNeed(images, config), lanes: LANES_PER_TASK * work.parallel, bring, onImage, lead: { pictures: images.length, milliseconds: LEAD_MS } });
  const outlined = planned.value.filter(({ region }) => region.kind !== 'central').length;
  return ok({ images, arrival, outlined, central: images.length - outlined });
}
