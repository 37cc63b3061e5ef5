import { callRoute, routes } from '@echocohort/contracts';
import type { CaseBoard, StudyView } from '@echocohort/contracts';
import { formAnswers, shiftedDate, slotImages } from '@echocohort/testing';
import type { DemoAnswer, DemoForm, PictureOutline, SyntheticLesion, SyntheticPatient } from '@echocohort/testing';
import type { Actor } from '../product/sign-in.ts';
import { sendImage } from '../product/send-image.ts';
import type { PictureJob, PictureResult } from './picture-job.ts';

/** What submitting needs besides the patient. */
export interface CentreDesk {
  readonly coordinator: Actor;
  readonly study: StudyView;
  readonly key: Uint8Array;
  readonly makePicture: (job: PictureJob) => Promise<PictureResult>;
  readonly sent: (slot: string) => void;
}

/** A case that has been submitted, with what later steps need. */
export interface SubmittedCase {
  readonly caseId: string;
  readonly code: string;
  readonly subjectId: string;
  readonly subjectCode: string;
  readonly centre: string;
  readonly patient: SyntheticPatient;
  readonly lesion: SyntheticLesion;
  /** Moves a date of the patient as the centre's key moves those of the pictures. */
  readonly shift: (date: string) => string;
  /** Image id by slot. */
  readonly images: ReadonlyMap<string, string>;
}

/** Registers a patient, opens the lesions, sends the pictures and fills the forms, each through its own route. */
export async function submitPatient(desk: CentreDesk, patient: SyntheticPatient): Promise<SubmittedCase[]> {
  const subject = await callRoute(desk.coordinator, routes.registerSubject, { body: { centre: patient.centre }, idempotencyKey: `subject-${patient.seed.replaceAll(' ', '-')}` });
  const cases: SubmittedCase[] = [];
  for (const lesion of patient.lesions) {
    const opened = await callRoute(desk.coordinator, routes.openLesion, { params: { subjectId: subject.subjectId }, body: {}, idempotencyKey: `lesion-${lesion.seed.replaceAll(' ', '-')}` });
    const images = await sendPictures(desk, patient, lesion, opened.caseId, subject.code);
    const shift = (date: string): string => shiftedDate(desk.key, subject.code, date);
    const submitted = { images, shift, caseId: opened.caseId, code: opened.code, subjectId: subject.subjectId, subjectCode: subject.code, centre: patient.centre, patient, lesion };
    if (lesion.fate !== 'forms-missing') await fillForms(desk, submitted);
    cases.push(submitted);
  }
  return cases;
}

/** Slots whose pictures teach a model: lesion and background liver in B-mode; the models look at what is outlined there. */
const slotsOfModels = ({ slots }: StudyView): ReadonlySet<string> =>
  new Set(slots.filter(({ role, imageType, counted }) => counted && imageType === 'b-mode' && (role === 'lesion' || role === 'background')).map(({ code }) => code));

async function drawOutline(coordinator: Actor, imageId: string, { kind, shape, points }: PictureOutline): Promise<void> {
  const body = { shape, points: points.map(([x, y]): [number, number] => [x, y]) };
  await callRoute(coordinator, routes.drawOutline, { params: { imageId, kind }, version: 0, body });
}

async function sendPictures(desk: CentreDesk, patient: SyntheticPatient, lesion: SyntheticLesion, caseId: string, subjectCode: string): Promise<Map<string, string>> {
  const all = slotImages(desk.study, patient, lesion);
  const wanted = lesion.fate === 'incomplete' ? all.slice(0, -2) : all;
  const pictures = wanted.map((image) => desk.makePicture({ image, subjectCode, key: desk.key }));
  // A rejected picture is reported when its turn comes; until then Node must not take it for unhandled.
  for (const picture of pictures) picture.catch(() => undefined);
  const images = new Map<string, string>();
  const modelSlots = slotsOfModels(desk.study);
  for (const pending of pictures) {
    const picture = await pending;
    const received = await sendImage(desk.coordinator, { caseId, slot: picture.slot, protocolVersion: desk.study.protocolVersion, source: picture.source }, picture.clean);
    images.set(picture.slot, received.image.id);
    if (modelSlots.has(picture.slot)) await drawOutline(desk.coordinator, received.image.id, picture.outline);
    desk.sent(picture.slot);
  }
  return images;
}

/** Fills every form of the case; patient forms only with the first lesion. Dates move like those of the pictures. */
export async function fillForms(desk: CentreDesk, submitted: SubmittedCase): Promise<void> {
  const { patient, lesion, caseId, shift } = submitted;
  const facts = { patient: patient.profile, lesion: lesion.profile, scanDate: lesion.scanDate, localTherapy: lesion.exclusion === 'local-therapy' };
  for (const form of desk.study.forms) {
    if (form.scope === 'patient' && lesion.ordinal > 1) continue;
    const changes = shiftDates(form, formAnswers(form, facts), shift);
    const { version } = await callRoute(desk.coordinator, routes.form, { params: { caseId, formCode: form.code } });
    await callRoute(desk.coordinator, routes.saveForm, { params: { caseId, formCode: form.code }, version, body: { changes } });
  }
}

function shiftDates(form: DemoForm, answers: Record<string, DemoAnswer>, shift: (date: string) => string): Record<string, DemoAnswer> {
  const dates = new Set(form.items.filter((item) => item.type === 'date').map((item) => item.code));
  return Object.fromEntries(Object.entries(answers).map(([code, given]) => {
    if (!dates.has(code) || typeof given.value !== 'string') return [code, given];
    return [code, { ...given, value: shift(given.value) }];
  }));
}

/** The board of a case as its coordinator sees it. */
export async function boardOf(actor: Actor, caseId: string): Promise<CaseBoard> {
  return callRoute(actor, routes.caseBoard, { params: { caseId } });
}
