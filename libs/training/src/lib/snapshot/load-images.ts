import { ok, refuse, type Result } from '@echocohort/kernel';
import type { TrainingConfig } from '@echocohort/model';
import type { PictureWork } from '../data/picture-work.ts';
import type { TrainingImage } from '../data/training-image.ts';
import { outlineFor } from './outlines.ts';
import type { PictureRegion } from './picture-square.ts';
import type { LockedSnapshot } from './read-snapshot.ts';

/** One picture to be read: whose it is, where it lies, and what is cut out of it. */
interface PlannedImage {
  readonly entry: Omit<TrainingImage, 'pixels'>;
  readonly path: string;
  readonly region: PictureRegion;
}

/** Pictures cut for the network, and how many were cut by a drawn outline. */
export interface LoadedImages {
  readonly images: readonly TrainingImage[];
  readonly outlined: number;
  readonly central: number;
}

export type LoadingConfig = Pick<TrainingConfig, 'model' | 'imageSize' | 'regionShare' | 'outlineMargin' | 'backgroundItem'>;

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

/** Reads, checks, decodes and cuts every picture that the model needs, several at a time. Only the small squares stay in memory. */
export async function loadImages(snapshot: LockedSnapshot, config: LoadingConfig, types: readonly string[], work: PictureWork, onImage?: (done: number, of: number) => void): Promise<Result<LoadedImages>> {
  const planned = planImages(snapshot, config, types);
  if (!planned.ok) return planned;
  const pixels: Uint8Array[] = [];
  let [next, done] = [0, 0];
  const lane = async (): Promise<Result<null>> => {
    for (let at = next++; at < planned.value.length; at = next++) {
      const plan = planned.value[at];
      if (!plan) break;
      const bytes = await snapshot.read(plan.path);
      const cut = bytes.ok ? await work.cut({ bytes: bytes.value, imageSize: config.imageSize, region: plan.region }) : bytes;
      if (!cut.ok) {
        next = planned.value.length;
        const { lesion, slot } = plan.entry;
        return bytes.ok ? refuse({ ...cut.refusal, detail: `Lesion ${lesion}, slot ${slot}: ${cut.refusal.detail}`, slot, facts: { lesion } }) : cut;
      }
      pixels[at] = cut.value.pixels;
      onImage?.(++done, planned.value.length);
    }
    return ok(null);
  };
  const lanes = await Promise.all(Array.from({ length: work.parallel }, lane));
  const refused = lanes.find((outcome) => !outcome.ok);
  if (refused && !refused.ok) return refused;
  const images = planned.value.flatMap(({ entry }, at) => (pixels[at] ? [{ ...entry, pixels: pixels[at] }] : []));
  const outlined = planned.value.filter(({ region }) => region.kind !== 'central').length;
  return ok({ images, outlined, central: images.length - outlined });
}
