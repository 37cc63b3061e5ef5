import { callRoute, routes } from '@echocohort/contracts';
import { cutOff, fromUnknownDevice, inWrongCharset, onAnotherDay, rawVariant, slotImageFile, slotImages, withBurntName, withElement, cleanSiteFile } from '@echocohort/testing';
import type { SlotImage, SyntheticPatient } from '@echocohort/testing';
import { boardOf } from '../centre/submit-patient.ts';
import { refusalOf } from '../product/expect-refusal.ts';
import { sendImage } from '../product/send-image.ts';
import type { Actor } from '../product/sign-in.ts';
import { staffOf } from '../product/staff.ts';
import type { Rehearsal } from './rehearsal.ts';

/** An open case of a patient that exists only to be faulty. */
export interface FaultyCase {
  readonly coordinator: Actor;
  readonly centre: string;
  readonly caseId: string;
  readonly subjectCode: string;
  readonly images: readonly SlotImage[];
  readonly key: Uint8Array;
}

/** Opens a case for planting; its pictures are those of `patient`, from a scanner that stores plain pixels. */
export async function openFaultyCase(rehearsal: Rehearsal, patient: SyntheticPatient, label: string): Promise<FaultyCase> {
  const { coordinator } = staffOf(rehearsal.staff, patient.centre);
  const [lesion] = patient.lesions;
  if (!lesion) throw new RangeError('a patient without a lesion');
  const subject = await callRoute(coordinator, routes.registerSubject, { body: { centre: patient.centre }, idempotencyKey: `faulty-subject-${label}` });
  const opened = await callRoute(coordinator, routes.openLesion, { params: { subjectId: subject.subjectId }, body: {}, idempotencyKey: `faulty-lesion-${label}` });
  const own = { ...lesion, seed: `faulty ${label} ${lesion.seed}` };
  const images = slotImages(rehearsal.study, { ...patient, seed: `faulty ${label}` }, own).map((image) => (image.recipe.view === 'doppler' ? image : rawVariant(image)));
  return { coordinator, centre: patient.centre, caseId: opened.caseId, subjectCode: subject.code, images, key: rehearsal.keyOf(patient.centre) };
}

/** Picture number `at` of the case. */
export function imageAt(faulty: FaultyCase, at: number): SlotImage {
  const image = faulty.images.at(at);
  if (!image) throw new RangeError('no such picture');
  return image;
}

export const clean = async (faulty: Pick<FaultyCase, 'key' | 'subjectCode'>, image: SlotImage): Promise<Uint8Array> => cleanSiteFile(await slotImageFile(image), faulty.key, faulty.subjectCode);

/** Sends bytes that must be refused and marks on the card whether they were, with which code. */
async function mustRefuse(rehearsal: Rehearsal, faulty: FaultyCase, fault: string, slot: string, bytes: Uint8Array, expected: readonly string[], options: { readonly claimed?: string; readonly hidden?: readonly string[] } = {}): Promise<void> {
  const problem = await refusalOf(() => sendImage(faulty.coordinator, { caseId: faulty.caseId, slot, protocolVersion: rehearsal.study.protocolVersion }, bytes, options.claimed));
  const said = JSON.stringify(problem ?? {});
  const leaked = (options.hidden ?? []).some((value) => said.includes(value));
  const named = expected.every((word) => said.includes(word));
  rehearsal.card.fault(fault, 'intake', problem !== null && problem.status < 500 && named && !leaked, problem === null ? 'was stored' : `${problem.code}${leaked ? ', and the answer names the patient' : ''}`);
}

/** Faults that the intake has to refuse at the door: nothing of them may be stored. */
export async function plantIntakeFaults(rehearsal: Rehearsal, faulty: FaultyCase, neighbour: FaultyCase, elsewhere: FaultyCase): Promise<void> {
  const [first, second] = [imageAt(faulty, 0), imageAt(faulty, 1)];
  const doppler = imageAt(faulty, -1);
  const good = await clean(faulty, first);
  const hidden = [first.identity.patientName, first.identity.patientName.split('^')[0] ?? '', first.identity.patientId];
  const refuse = (fault: string, slot: string, bytes: Uint8Array, expected: readonly string[], claimed?: string): Promise<void> => mustRefuse(rehearsal, faulty, fault, slot, bytes, expected, { claimed, hidden });
  await refuse('scanner file sent uncleaned', first.slot, await slotImageFile(first), ['identifiable', '0010,0010']);
  await refuse('name in a tag', first.slot, withElement(good, { tag: '00081048', vr: 'PN', value: first.identity.patientName }), ['identifiable', '0008,1048']);
  await refuse('private element', first.slot, withElement(good, { tag: '00090010', vr: 'LO', value: 'SONO PRIVATE 1' }), ['identifiable', '0009,0010']);
  await refuse('name burnt in', first.slot, withBurntName(good, first, 'WANG DALIN'), ['identifiable']);
  await refuse('truncated file', first.slot, cutOff(good, 0.6), []);
  await refuse('not DICOM', first.slot, new TextEncoder().encode('this is a letter, not a picture '.repeat(20)), ['not-dicom']);
  await refuse('empty file', first.slot, new Uint8Array(0), ['empty']);
  await refuse('digest differs', first.slot, good, ['digest-mismatch'], 'ab'.repeat(32));
  await refuse('wrong slot type', doppler.slot, good, ['protocol-findings', 'wrong-image-type']);
  await refuse('wrong slot type', first.slot, await clean(faulty, doppler), ['protocol-findings', 'wrong-image-type']);
  await refuse('picture of another patient', first.slot, await clean(neighbour, imageAt(neighbour, 0)), ['wrong-subject']);
  await refuse('patient of another centre', first.slot, await clean(elsewhere, imageAt(elsewhere, 0)), ['identifiable']);
  await refuse('unknown slot', 'ZZ', good, ['unknown-slot']);
  const place = { caseId: faulty.caseId, slot: first.slot, protocolVersion: rehearsal.study.protocolVersion };
  const before = await boardOf(faulty.coordinator, faulty.caseId);
  rehearsal.card.step('refused files left nothing behind', before.slotsFilled === 0, `${before.slotsFilled} slots filled`);
  const stored = await sendImage(faulty.coordinator, place, good);
  const again = await sendImage(faulty.coordinator, place, good);
  rehearsal.card.step('the same file again gives the same receipt', again.repeated && again.receipt.number === stored.receipt.number);
  await refuse('slot filled already', first.slot, await clean(faulty, { ...second, acquisition: { ...second.acquisition, sopUid: `${second.acquisition.sopUid}.9` } }), ['slot-already-filled']);
  await refuse('other scan date in one exam', second.slot, await clean(faulty, onAnotherDay(second, '20190301')), ['scan-date-differs']);
  await duplicates(rehearsal, faulty, neighbour, elsewhere);
  await deviations(rehearsal, faulty);
}

async function duplicates(rehearsal: Rehearsal, faulty: FaultyCase, neighbour: FaultyCase, elsewhere: FaultyCase): Promise<void> {
  const [first, second] = [imageAt(faulty, 0), imageAt(faulty, 1)];
  await mustRefuse(rehearsal, faulty, 'duplicate picture', second.slot, await clean(faulty, first), ['same-picture-same-lesion']);
  await mustRefuse(rehearsal, neighbour, 'duplicate picture', first.slot, await clean(neighbour, first), ['same-picture-other-patient']);
  await mustRefuse(rehearsal, elsewhere, 'duplicate picture', first.slot, await clean(elsewhere, first), ['same-picture-other-centre'], { hidden: [faulty.subjectCode, faulty.caseId] });
}

/** Faults that are stored with a finding for a person, or caught on the way out of the centre. */
async function deviations(rehearsal: Rehearsal, faulty: FaultyCase): Promise<void> {
  const second = imageAt(faulty, 1);
  const received = await sendImage(faulty.coordinator, { caseId: faulty.caseId, slot: second.slot, protocolVersion: rehearsal.study.protocolVersion }, await clean(faulty, fromUnknownDevice(second)));
  const codes = received.findings.map((finding) => finding.code);
  rehearsal.card.fault('unknown device', 'coordinator', codes.includes('device-not-registered'), codes.join(' ') || 'no finding');
  const mislabelled = inWrongCharset(imageAt(faulty, 2));
  const source = await slotImageFile(mislabelled);
  const cleaned = Buffer.from(await clean(faulty, mislabelled));
  const han = Buffer.from([0xcd, 0xf5]);
  rehearsal.card.fault('wrong charset', 'centre', Buffer.from(source).includes(han) && !headerOf(cleaned).includes(han), 'name bytes in the cleaned header');
}

/** Everything before the pixels. */
const headerOf = (file: Buffer): Buffer => file.subarray(0, Math.max(0, file.indexOf(Buffer.from([0xe0, 0x7f, 0x10, 0x00]))));
