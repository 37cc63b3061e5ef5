import type { StudyView } from '@echocohort/contracts';
import { slotImageFile, slotImages, syntheticStudy } from '@echocohort/testing';

/** A file as it comes from the scanner: with the patient's name in it. */
export interface ScannerFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface ScannerExam {
  readonly files: readonly ScannerFile[];
  /** A second picture of the first slot, of the same exam. */
  readonly again: ScannerFile;
  /** What the files say of the patient, and nothing that leaves the browser may. */
  readonly identity: readonly string[];
  /** The true date of the scan. */
  readonly scanDate: string;
}

/** The pictures of one made-up patient of the first centre, one file a counted slot. */
export async function scannerExam(study: StudyView, seed: string): Promise<ScannerExam> {
  const [patient] = syntheticStudy({ definition: study, seed, centres: 1, patientsPerCentre: 1, allAccepted: true });
  const lesion = patient?.lesions[0];
  if (!patient || !lesion) throw new Error('the generator gave no patient');
  const images = slotImages(study, patient, lesion);
  const files = await Promise.all(images.map(async (image) => ({ name: `${patient.person.latin}/${image.fileName}`, bytes: Buffer.from(await slotImageFile(image)) })));
  const [first] = images;
  if (!first) throw new Error('the study has no counted slot');
  const rescan = { ...first, recipe: { ...first.recipe, seed: `${first.recipe.seed} again` }, acquisition: { ...first.acquisition, sopUid: `${first.acquisition.sopUid}.9` } };
  const again = { name: 'IM_again.dcm', bytes: Buffer.from(await slotImageFile(rescan)) };
  return { files, again, identity: [patient.person.latin, patient.person.latin.replace(' ', '^'), patient.person.localNumber], scanDate: lesion.scanDate };
}
