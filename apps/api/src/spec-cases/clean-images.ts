import { createHash } from 'node:crypto';
import { commandApproval, type StudyView } from '@echocohort/contracts';
import { cleanSiteFile, slotImageFile, slotImages, syntheticStudy } from '@echocohort/testing';

/** A cleaned file as a centre would send it. */
export interface CleanImage {
  readonly slot: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** The scanner's file that it was made of, identifiers and all; made up. */
  readonly original: Uint8Array;
  /** What the original says of the patient and must show up nowhere. */
  readonly identity: readonly string[];
}

const KEY = new Uint8Array(32).fill(7);

/** The pictures of one synthetic patient's first lesion, cleaned for this subject; for the slots that are asked for. */
export async function cleanImages(study: StudyView, centre: string, subjectCode: string, slots: readonly string[], patient = 0): Promise<CleanImage[]> {
  const people = syntheticStudy({ definition: study, seed: 'api specs', patientsPerCentre: patient + 1 }).filter((person) => person.centre === centre);
  const person = people[patient];
  const lesion = person?.lesions[0];
  if (person === undefined || lesion === undefined) throw new Error('the generator gave no such patient');
  const wanted = slotImages(study, person, lesion).filter(({ slot }) => slots.includes(slot));
  return Promise.all(wanted.map(async (image) => {
    const original = await slotImageFile(image);
    return { slot: image.slot, original, identity: Object.values(image.identity).map(String), ...cleaned(original, subjectCode) };
  }));
}

/** The same original cleaned for a subject. */
export function cleaned(original: Uint8Array, subjectCode: string): Pick<CleanImage, 'bytes' | 'sha256'> {
  const bytes = cleanSiteFile(original, KEY, subjectCode);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** An upload form; approved as the command line approves, unless the fields say otherwise. */
export function uploadForm(image: Pick<CleanImage, 'bytes' | 'sha256'>, fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  const approval = JSON.stringify(commandApproval(image.sha256, image.sha256));
  for (const [name, value] of Object.entries({ sha256: image.sha256, approval, ...fields })) form.set(name, value);
  form.set('image', new Blob([new Uint8Array(image.bytes)]), 'image.dcm');
  return form;
}
