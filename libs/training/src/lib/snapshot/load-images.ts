import { ok, refuse, type Result } from '@echocohort/kernel';
import type { TrainingConfig } from '@echocohort/model';
import type { TrainingImage } from '../data/training-image.ts';
import { lesionPicture } from './lesion-picture.ts';
import type { LockedSnapshot } from './read-snapshot.ts';

/** One picture to be read: whose it is, and where it lies. */
interface PlannedImage {
  readonly entry: Omit<TrainingImage, 'pixels'>;
  readonly slot: string;
  readonly path: string;
}

/** The pictures of every lesion in the slots that the snapshot's own protocol calls lesion slots. */
function planImages({ index }: LockedSnapshot): Result<PlannedImage[]> {
  if (index.lesionSlots.length === 0) return refuse({ code: 'no-lesion-slots', detail: 'The protocol in the snapshot has no slot with the role lesion.' });
  const bySlot = new Map(index.images.map((image) => [`${image.lesion}\n${image.slot}`, image]));
  const planned: PlannedImage[] = [];
  for (const { lesion, patient, set, malignant } of index.lesions) {
    for (const slot of index.lesionSlots) {
      const image = bySlot.get(`${lesion}\n${slot}`);
      if (!image) return refuse({ code: 'lesion-image-missing', detail: `Lesion ${lesion} has no picture in slot ${slot}; a lesion's score is the mean over all ${index.lesionSlots.length}.`, slot, facts: { lesion } });
      planned.push({ entry: { lesion, patient, set, malignant }, slot, path: image.path });
    }
  }
  return ok(planned);
}

/** Reads, checks, decodes and cuts every lesion picture of a snapshot. Only the small squares stay in memory. */
export async function loadImages(snapshot: LockedSnapshot, config: Pick<TrainingConfig, 'imageSize' | 'regionShare'>, onImage?: (done: number, of: number) => void): Promise<Result<TrainingImage[]>> {
  const planned = planImages(snapshot);
  if (!planned.ok) return planned;
  const images: TrainingImage[] = [];
  for (const { entry, slot, path } of planned.value) {
    const bytes = await snapshot.read(path);
    if (!bytes.ok) return bytes;
    const picture = lesionPicture(bytes.value, config.imageSize, config.regionShare);
    if (!picture.ok) return refuse({ ...picture.refusal, detail: `Lesion ${entry.lesion}, slot ${slot}: ${picture.refusal.detail}`, slot, facts: { lesion: entry.lesion } });
    images.push({ ...entry, pixels: picture.value });
    onImage?.(images.length, planned.value.length);
  }
  return ok(images);
}
