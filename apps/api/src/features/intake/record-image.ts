import { deviceOf } from '@echocohort/protocol';
import type { ReceivedImage } from '@echocohort/contracts';
import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import {
  appendAudit, findImage, findScanDate, holdCase, holdObject, insertFindings, insertImage, insertReceipt, nextReceiptNumber, noteReplacement, setScanDate,
  supersedeImage, type CaseContent, type CaseRow, type DeviceRow, type ImageRow, type ReceiptRow, type Tx,
} from '@echocohort/persistence';
import type { Finding } from '@echocohort/protocol';
import { studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import type { SigningKey } from '../../platform/signing-key.ts';
import { missingSlots } from '../cases/case-facts.ts';
import { caseNotFound } from '../cases/case-not-found.ts';
import { advanceCase, loadCase, type Progress } from '../cases/case-progress.ts';
import type { StoredHeader } from '../cases/image.view.ts';
import { approvedMaskTemplates } from '../templates/approved-mask-templates.ts';
import { followEligibility } from '../eligibility/eligibility-change.ts';
import { judgePlace, type Delivery } from './judge-place.ts';
import { readRepeated, receivedImage } from './received-image.view.ts';
import { signReceipt } from './receipts.ts';

export interface Recording {
  readonly study: CurrentStudy;
  readonly key: SigningKey;
  readonly personId: string;
  /** Puts the bytes into the storage, unless they are there; null when they are. */
  store(): Promise<Refusal | null>;
}

/**
 * The one transaction of an upload: the case is held and the delivery judged against it; then bytes, image, findings, exam date, state, audit and receipt, all or nothing.
 */
export async function recordImage(tx: Tx, caseId: string, delivery: Delivery, by: Recording): Promise<Result<ReceivedImage>> {
  const held = await holdCase(tx, caseId);
  if (held === null) return caseNotFound;
  const judged = await judgePlace(tx, held, delivery);
  if (!judged.ok) return judged;
  if (judged.value.repeated !== null) return ok(await readRepeated(tx, by.study, held, judged.value.repeated));
  const { current, findings, devices } = judged.value;
  if (!(await isStillApproved(tx, delivery, by))) return refuse(templateGone);
  // From here on the sweeper leaves these bytes alone until the row that refers to them is there.
  await holdObject(tx, delivery.sha256, 'use');
  const unstored = await by.store();
  if (unstored !== null) return refuse(unstored);
  const before = current === null ? null : (await loadCase(tx, by.study, held)).content;
  const scanDate = before === null ? await findScanDate(tx, caseId) : before.scanDate;
  if (current !== null && !(await supersedeImage(tx, current, delivery.reason ?? ''))) return refuse({ code: 'image-superseded', detail: 'The image was replaced by somebody else just now.' });
  const image = await insertImage(tx, { ...newImage(held, delivery, devices), supersedes: current }, by.personId);
  await insertFindings(tx, image, findings);
  if (delivery.image.facts.scanDate !== null) await setScanDate(tx, caseId, delivery.image.facts.scanDate);
  if (current !== null) await noteReplacement(tx, image, by.personId, delivery.reason ?? '');
  // The number comes before the first audit event: both are handed out one after the other in the whole study, and all
  // uploads must queue for them in the same order.
  const number = await nextReceiptNumber(tx, by.study.id);
  const progress = await advanceCase(tx, by.study, held, 'images-changed', 'image.stored');
  if (!progress.ok) throw new Error(`the case took no image after it was judged: ${progress.refusal.code}`);
  await noteApproval(tx, held, delivery, by);
  const receipt = await giveReceipt(tx, number, image, findings, progress.value, by);
  // A missing image is a criterion of its own, so each image can move the eligibility.
  const { content } = progress.value;
  await followEligibility(tx, by.study, held, before ?? withoutImage(content, image, scanDate), content);
  if (current !== null) await noteSuperseded(tx, image, current, delivery, held, by);
  return ok(receivedImage(by.study, { image: { ...image, receipt: number }, progress: progress.value, receipt, repeated: false }));
}

const templateGone: Refusal = { code: 'template-unknown', detail: 'The mask template that the file names was withdrawn meanwhile; clean the original again with the templates of the study.' };

/** Templates were read before the bytes came in; one that the file names is looked up again, under the hold. */
async function isStillApproved(tx: Tx, { image: { template } }: Delivery, by: Recording): Promise<boolean> {
  if (template === null) return true;
  return (await approvedMaskTemplates(tx, by.study.id)).some(({ id, version }) => id === template.id && version === template.version);
}

function newImage(held: CaseRow, { image, bytes, sha256, slot, protocolVersion }: Delivery, devices: readonly DeviceRow[]) {
  const { facts, sopInstanceUid, pixelSha256 } = image;
  const { sopClassUid, manufacturer, model, transducer, scanDate, calibrated, rows, columns, frames } = facts;
  const device = deviceOf(facts, devices)?.code ?? null;
  const header: StoredHeader = { sopClassUid, manufacturer, model, transducer, device, scanDate, calibrated };
  return { caseId: held.id, centre: held.centre, slot: slot.code, sha256, pixelSha256, sizeBytes: bytes.length, sopInstanceUid, rows, columns, frames, header, protocolVersion };
}

async function giveReceipt(tx: Tx, number: number, image: ImageRow, findings: readonly Finding[], { case: row, content }: Progress, by: Recording): Promise<ReceiptRow> {
  const codes = [...new Set(findings.map(({ code }) => code))];
  const receipt = signReceipt(by.key, {
    study: by.study.code, number, centre: row.centre, case: row.code, slot: image.slot, image: image.sha256, sizeBytes: image.sizeBytes,
    findings: codes, state: row.state, missing: missingSlots(content, by.study.definition), at: tx.at.toISOString(),
  });
  await insertReceipt(tx, by.study.id, image, receipt);
  await appendAudit(tx, studyRef(by.study), { type: 'image.stored', centre: row.centre, case: row.code, payload: { slot: image.slot, image: image.sha256, receipt: number, findings: codes, protocol: image.protocolVersion } });
  return receipt;
}

/** Who approved the picture, made of what, and what was decided about its boxes. */
async function noteApproval(tx: Tx, held: CaseRow, { approval, slot }: Delivery, by: Recording): Promise<void> {
  if (approval === null) return;
  await appendAudit(tx, studyRef(by.study), { type: 'image.approved', centre: held.centre, case: held.code, payload: { slot: slot.code, ...approval } });
}

/**
 * How the case stood before. A replaced image may have borne findings; where the slot was empty, all that decides the eligibility and
 * that an image changes is its slot, its findings and the date of the exam, so the rest need not be read twice.
 */
const withoutImage = (after: CaseContent, image: ImageRow, scanDate: string | null): CaseContent =>
  ({ ...after, scanDate, slots: { ...after.slots, [image.slot]: null }, findings: after.findings.filter(({ imageId }) => imageId !== image.id) });

async function noteSuperseded(tx: Tx, image: ImageRow, before: string, delivery: Delivery, held: CaseRow, by: Recording): Promise<void> {
  const old = await findImage(tx, before);
  if (old === null) throw new Error('the replaced image is gone');
  await appendAudit(tx, studyRef(by.study), { type: 'image.superseded', centre: held.centre, case: held.code, payload: { slot: image.slot, image: old.sha256, by: image.sha256, reason: delivery.reason } });
}
