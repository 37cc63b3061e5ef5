import { callRoute, routes } from '@echocohort/contracts';
import { cleanSiteFile, rawVariant, slotImageFile, slotImages, withCalipers } from '@echocohort/testing';
import type { SlotImage } from '@echocohort/testing';
import type { SubmittedCase } from '../centre/submit-patient.ts';
import { boardOf } from '../centre/submit-patient.ts';
import { refusalOf } from '../product/expect-refusal.ts';
import { sendImage } from '../product/send-image.ts';
import { staffOf } from '../product/staff.ts';
import { acceptCase, answerQuery, closeQuery, queryCase } from '../review/panel-desk.ts';
import { reportAndConfirm } from '../review/pathology-desk.ts';
import type { Rehearsal } from './rehearsal.ts';

/** Pathology for every case that has none yet, then the panel's verdict on every case. */
export async function reviewAll(rehearsal: Rehearsal): Promise<void> {
  for (const submitted of rehearsal.cases) {
    await reportAndConfirm(staffOf(rehearsal.staff, submitted.centre), submitted);
    await acceptCase(rehearsal.staff.auditor, submitted.caseId);
  }
}

/** What the panel would see on the picture, the reason that it gives, and the picture that was meant. */
interface WrongPicture {
  readonly fault: string;
  readonly reason: string;
  readonly slot: SlotImage;
  readonly wrong: SlotImage;
}

function wrongPictures(rehearsal: Rehearsal, submitted: SubmittedCase): WrongPicture[] {
  const images = slotImages(rehearsal.study, submitted.patient, submitted.lesion);
  const ofRole = (role: string): SlotImage[] => images.filter((image) => rehearsal.study.slots.some((slot) => slot.code === image.slot && slot.role === role));
  const [lesion, second] = ofRole('lesion');
  const [background] = ofRole('background');
  if (!lesion || !second || !background) return [];
  const reasons = rehearsal.study.panelReasons.map((reason) => reason.code);
  const reasonLike = (words: RegExp): string => reasons.find((code) => words.test(code)) ?? reasons[0] ?? 'other';
  return [
    { fault: 'view of another slot', reason: reasonLike(/view/), slot: lesion, wrong: { ...lesion, recipe: { ...background.recipe, seed: `${background.recipe.seed} astray` } } },
    { fault: 'calipers on the lesion', reason: reasonLike(/caliper/), slot: second, wrong: withCalipers({ ...second, recipe: { ...second.recipe, seed: `${second.recipe.seed} measured` } }) },
  ];
}

/**
 * Faults that only eyes find: the panel (here: the rehearsal, which knows) raises a query, the case cannot be accepted
 * meanwhile, the coordinator replaces the picture, the old one stays linked, the panel closes.
 */
export async function plantPanelFaults(rehearsal: Rehearsal, submitted: SubmittedCase): Promise<void> {
  const { card, staff, study } = rehearsal;
  const { coordinator } = staffOf(staff, submitted.centre);
  for (const { fault, reason, slot, wrong } of wrongPictures(rehearsal, submitted)) {
    const place = { caseId: submitted.caseId, slot: slot.slot, protocolVersion: study.protocolVersion };
    const first = submitted.images.get(slot.slot) ?? '';
    const cleaned = async (image: SlotImage): Promise<Uint8Array> => cleanSiteFile(await slotImageFile(rawVariant(image)), rehearsal.keyOf(submitted.centre), submitted.subjectCode);
    const astray = await sendImage(coordinator, { ...place, supersedes: { imageId: first, reason: 'planted' } }, await cleaned(wrong));
    const query = await queryCase(staff.auditor, submitted.caseId, slot.slot, reason);
    const early = await refusalOf(() => acceptCase(staff.auditor, submitted.caseId));
    const mended = await sendImage(coordinator, { ...place, supersedes: { imageId: astray.image.id, reason: 'the panel asked for the plane of the protocol' } }, await cleaned({ ...slot, recipe: { ...slot.recipe, seed: `${slot.recipe.seed} again` } }));
    const threads = await callRoute(coordinator, routes.listQueries, { query: { limit: 500 } });
    const now = threads.items.find((thread) => thread.id === query.id);
    const answered = now?.status === 'answered' ? now : await answerQuery(coordinator, { id: query.id, version: now?.version ?? query.version }, 'A new picture was sent.');
    await closeQuery(staff.auditor, answered);
    const board = await boardOf(coordinator, submitted.caseId);
    const filled = board.slots.find((entry) => entry.code === slot.slot);
    const linked = filled?.image?.id === mended.image.id && filled.earlier.some((image) => image.id === astray.image.id);
    card.fault(fault, 'panel', early !== null && linked && board.openQueries === 0, `acceptance meanwhile: ${early?.code ?? 'let through'}; old picture ${linked ? 'linked' : 'lost'}`);
  }
}

/** The panel's own pages, byte by byte, before and after the outcome of the case changes. */
export async function plantBlindness(rehearsal: Rehearsal, submitted: SubmittedCase): Promise<void> {
  const { auditor } = rehearsal.staff;
  const seen = async (): Promise<string> => JSON.stringify([await callRoute(auditor, routes.panelCase, { params: { caseId: submitted.caseId } }), await callRoute(auditor, routes.panelQueue)]);
  const before = await seen();
  await reportAndConfirm(staffOf(rehearsal.staff, submitted.centre), submitted);
  rehearsal.card.fault('outcome shows in the panel\'s pages', 'panel', before === (await seen()), 'the panel\'s answers changed with pathology');
}
