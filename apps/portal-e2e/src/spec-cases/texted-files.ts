import type { StudyView } from '@echocohort/contracts';
import { drawPicture, drawText, slotImages, syntheticStudy, ultrasoundFile, type SlotImage } from '@echocohort/testing';
import type { ScannerFile } from './scanner-files.ts';

/** A scanner's file of the first patient with words drawn into the picture, and one whose file names no region. */
export interface TextedFiles {
  readonly withText: ScannerFile;
  /** The patient's name as it stands in the first file's picture. */
  readonly name: string;
  readonly withoutRegion: ScannerFile;
  readonly plain: readonly ScannerFile[];
}

const WHITE: readonly number[] = [255, 255, 255];

async function written(image: SlotImage, change: { readonly words?: readonly (readonly [string, number, number])[]; readonly regions?: boolean }): Promise<Buffer> {
  const picture = drawPicture(image.recipe);
  const [region] = picture.regions;
  if (!region) throw new Error('the picture has no region');
  for (const [words, x, y] of change.words ?? []) drawText(picture, words, region.x0 + x, region.y0 + y, WHITE, 2);
  return Buffer.from(await ultrasoundFile(change.regions === false ? { ...picture, regions: [] } : picture, image.form, image.identity, image.acquisition));
}

/** Files of one made-up patient: the first slot with the own name and a scale inside the region, the others as the scanner writes them. */
export async function textedFiles(study: StudyView, seed: string): Promise<TextedFiles> {
  const patient = syntheticStudy({ definition: study, seed, patientsPerCentre: 1 }).find((person) => person.centre === 'C01');
  const lesion = patient?.lesions[0];
  const [first, second, third, fourth] = patient && lesion ? slotImages(study, patient, lesion) : [];
  if (!patient || !first || !second || !third || !fourth) throw new Error('the generator gave no such patient');
  const name = patient.person.latin.split(' ').sort((a, b) => b.length - a.length)[0] ?? '';
  const file = async (image: SlotImage, change = {}): Promise<ScannerFile> => ({ name: image.fileName, bytes: await written(image, change) });
  return {
    name,
    withText: await file(first, { words: [[name, 60, 70], ['MI 1.1', 160, 150]] }),
    withoutRegion: await file(fourth, { regions: false }),
    plain: [await file(second), await file(third)],
  };
}
