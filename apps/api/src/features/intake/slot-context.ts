import { duplicatePictures, findScanDate, hasOtherImages, type CaseRow, type DeviceRow, type DuplicatePicture, type Tx } from '@echocohort/persistence';
import type { SamePicture, SamePictureRelation, SlotContext } from '@echocohort/protocol';

const RELATIONS: Readonly<Record<DuplicatePicture['relation'], SamePictureRelation>> = {
  'same-lesion': 'same-lesion',
  'other-lesion': 'same-patient',
  'other-patient': 'other-patient',
  'other-centre': 'other-centre',
};

const asSamePicture = (found: DuplicatePicture, slot: string): SamePicture => ({
  relation: found.relation === 'same-lesion' && found.slotCode === slot ? 'same-slot' : RELATIONS[found.relation],
  case: found.caseCode,
  slot: found.slotCode,
});

/** The place that an image is meant for, as far as it has been read. */
export interface MeantPlace {
  readonly slot: string;
  readonly pixelSha256: string;
  readonly current: string | null;
  readonly supersedes: string | null;
  readonly devices: readonly DeviceRow[];
}

/** What the record says of the place that an image is meant for. */
export async function slotContext(tx: Tx, held: CaseRow, { slot, pixelSha256, current, supersedes, devices }: MeantPlace): Promise<SlotContext> {
  const replacing = supersedes !== null && supersedes === current;
  const same = (await duplicatePictures(tx, pixelSha256, held.id)).map((found) => asSamePicture(found, slot));
  return {
    // A lone image that is replaced no longer says when the exam was.
    examDate: (await hasOtherImages(tx, held.id, replacing ? current : null)) ? await findScanDate(tx, held.id) : null,
    filled: current === null ? 0 : 1,
    replacing,
    devices,
    // The picture that is being replaced by itself (written anew) is no second copy.
    samePictures: replacing ? same.filter(({ relation }) => relation !== 'same-slot') : same,
  };
}
