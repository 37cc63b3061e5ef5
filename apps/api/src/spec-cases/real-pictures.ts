import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { callRoute, routes } from '@echocohort/contracts';
import { slotImageFile, slotImages, syntheticStudy } from '@echocohort/testing';
import { asOwner, type OpenedCase } from './case-fixtures.ts';
import { cleaned } from './clean-images.ts';
import type { StartedApi } from './started-api.ts';

export interface OriginalPicture {
  readonly slot: string;
  readonly original: Uint8Array;
}

/** Scanner files of one made-up lesion for these slots; the same for the same seed. */
export async function originalPictures(started: StartedApi, slots: readonly string[], seed = 'real pictures'): Promise<OriginalPicture[]> {
  const study = await callRoute(await started.as('coordinator', 'C01'), routes.study);
  const [patient] = syntheticStudy({ definition: study, seed, centres: 1, patientsPerCentre: 1, allAccepted: true });
  const lesion = patient?.lesions[0];
  if (!patient || !lesion) throw new Error('the generator gave no patient');
  const wanted = slotImages(study, patient, lesion).filter(({ slot }) => slots.includes(slot));
  const pictures = await Promise.all(wanted.map(async (image) => ({ slot: image.slot, original: await slotImageFile(image) })));
  // Drawing keeps this process busy for longer than idle connections live: let both ends see that they are closed.
  await new Promise((done) => setTimeout(done, 100));
  return pictures;
}

/** Puts real, cleaned pictures into slots of a case that is not locked yet, in place of the bytes that stand for them. */
export async function putPictures(started: StartedApi, opened: OpenedCase, originals: readonly OriginalPicture[]): Promise<void> {
  for (const { slot, original } of originals) {
    const { bytes, sha256 } = cleaned(original, opened.code.replace(/-L\d+$/, ''));
    const path = join(started.storageFolder, 'objects', sha256.slice(0, 2), sha256);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    await asOwner(started, 'UPDATE image SET sha256 = $2, size_bytes = $3 FROM lesion WHERE lesion.id = image.lesion_id AND lesion.code = $1 AND image.slot_code = $4', [opened.code, sha256, bytes.length, slot]);
  }
}

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
