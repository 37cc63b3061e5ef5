import type { AcquisitionHeader, IdentifyingHeader } from '../dicom-file/ultrasound-file.ts';
import { ultrasoundFile } from '../dicom-file/ultrasound-file.ts';
import { BACKGROUND_VIEWS } from '../ultrasound/background-view.ts';
import type { BackgroundView } from '../ultrasound/background-view.ts';
import { drawPicture } from '../ultrasound/ultrasound-picture.ts';
import type { LesionView, PictureRecipe } from '../ultrasound/ultrasound-picture.ts';
import type { PictureOutline } from '../ultrasound/picture-outline.ts';
import { layoutOfDevice } from '../ultrasound/vendor-layout.ts';
import type { PixelForm } from '../ultrasound/vendor-layout.ts';
import { madeUpHospital, personNameValue } from './made-up-person.ts';
import type { DemoDefinition, SyntheticLesion, SyntheticPatient } from './synthetic-study.ts';

/** One picture of one slot, described so that any worker can make its file. */
export interface SlotImage {
  readonly slot: string;
  /** `NN_slot.dcm`, as site folders name it. */
  readonly fileName: string;
  readonly recipe: PictureRecipe;
  readonly form: PixelForm;
  readonly identity: IdentifyingHeader;
  readonly acquisition: AcquisitionHeader;
}

const LESION_ORDER: readonly LesionView[] = ['plane', 'orthogonal', 'magnified', 'landmark'];

/** The view of a slot, from its role and image type and its place among its like; no slot's name is known here. */
export function viewOfSlot(definition: DemoDefinition, slotCode: string): LesionView | BackgroundView {
  const slots = [...definition.slots].sort((a, b) => a.order - b.order);
  const slot = slots.find((entry) => entry.code === slotCode);
  if (!slot) throw new RangeError(`viewOfSlot: the study has no slot ${slotCode}`);
  if (slot.imageType === 'colour') return 'doppler';
  const among = slots.filter((entry) => entry.role === slot.role && entry.imageType === slot.imageType).indexOf(slot);
  if (slot.role === 'background') return BACKGROUND_VIEWS[among % BACKGROUND_VIEWS.length] ?? 'intercostal';
  return LESION_ORDER[among % LESION_ORDER.length] ?? 'plane';
}

/** The pictures of a lesion, one a counted slot, in protocol order. */
export function slotImages(definition: DemoDefinition, patient: SyntheticPatient, lesion: SyntheticLesion): SlotImage[] {
  const slots = definition.slots.filter((slot) => slot.counted).sort((a, b) => a.order - b.order);
  return slots.map((slot) => slotImage(definition, patient, lesion, slot));
}

function slotImage(definition: DemoDefinition, patient: SyntheticPatient, lesion: SyntheticLesion, slot: DemoDefinition['slots'][number]): SlotImage {
  const device = definition.devices.find((entry) => entry.code === lesion.deviceCode);
  const layout = layoutOfDevice(lesion.deviceCode);
  const view = viewOfSlot(definition, slot.code);
  const centreIndex = definition.centres.findIndex((centre) => centre.code === patient.centre);
  const hospital = madeUpHospital(centreIndex);
  const name = layout.namesInHan ? `${patient.person.han} ${patient.person.latin}` : patient.person.latin;
  const minute = String(slot.order * 2).padStart(2, '0');
  const uid = `1.3.6.1.4.1.99999.${centreIndex + 1}.${patient.person.localNumber}.${seedNumber(patient.seed)}.${lesion.ordinal}`;
  return {
    slot: slot.code,
    fileName: `${String(slot.order).padStart(2, '0')}_${slot.code}.dcm`,
    form: view === 'doppler' ? layout.colour : layout.bMode,
    recipe: {
      seed: `${lesion.seed} ${slot.code}`, lesionSeed: lesion.seed, layout, view, background: patient.profile.background, look: lesion.profile.look,
      text: {
        hospital: layout.namesInHan ? `${hospital.han} ${hospital.latin}` : hospital.latin, patientName: name, patientId: `ID ${patient.person.localNumber}`,
        date: lesion.scanDate, time: `09:${minute}:17`, model: device?.model ?? '', transducer: device?.transducer ?? '',
      },
    },
    identity: identityOf(patient, hospital, lesion),
    acquisition: {
      manufacturer: device?.manufacturer ?? '', model: device?.model ?? '', transducer: device?.transducer ?? '', softwareVersion: '3.1.0',
      scanDate: lesion.scanDate.replaceAll('-', ''), scanTime: `09${minute}17`,
      studyUid: `${uid}.1`, seriesUid: `${uid}.2`, sopUid: `${uid}.3.${slot.order}`, instance: slot.order,
    },
  };
}

function identityOf(patient: SyntheticPatient, hospital: { han: string; latin: string }, lesion: SyntheticLesion): IdentifyingHeader {
  const { person, profile } = patient;
  return {
    patientName: personNameValue(person), patientId: person.localNumber, birthDate: patient.birthDate.replaceAll('-', ''),
    sex: profile.sex === 'male' ? 'M' : 'F', ageYears: profile.ageYears, coding: person.coding,
    hospital: person.coding === 'latin' ? hospital.latin : hospital.han, physician: 'DING^WENPING', operator: 'BAI^YUE', accession: `A${person.localNumber}${lesion.ordinal}`,
  };
}

function seedNumber(seed: string): number {
  let sum = 7;
  for (const character of seed) sum = (sum * 33 + character.charCodeAt(0)) % 1_000_003;
  return sum;
}

/** Draws the picture and writes its DICOM file; with it what an investigator would outline. */
export async function outlinedSlotImage(image: SlotImage): Promise<{ readonly file: Uint8Array; readonly outline: PictureOutline }> {
  const picture = drawPicture(image.recipe);
  return { file: await ultrasoundFile(picture, image.form, image.identity, image.acquisition), outline: picture.outline };
}

/** The DICOM file of a picture. */
export const slotImageFile = async (image: SlotImage): Promise<Uint8Array> => (await outlinedSlotImage(image)).file;
