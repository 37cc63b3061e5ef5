import { frozen, isCaseState } from '@echocohort/case-state';
import type { ApprovalStatement } from '@echocohort/contracts';
import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import { currentImageOf, devicesOf, findSameImage, type CaseRow, type DeviceRow, type ImageRow, type Tx } from '@echocohort/persistence';
import { blocks, checkSlot, type Finding, type Slot } from '@echocohort/protocol';
import type { ExaminedImage } from './examine-image.ts';
import { slotContext } from './slot-context.ts';

/** An examined image with the place that it is sent for. */
export interface Delivery {
  readonly image: ExaminedImage;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly slot: Slot;
  readonly protocolVersion: string;
  readonly supersedes: string | null;
  readonly reason: string | null;
  readonly approval: ApprovalStatement | null;
}

/** What the record says to a delivery: it is here already, or it can be stored with these findings. */
export type Judgement = { readonly repeated: ImageRow } | { readonly repeated: null; readonly current: string | null; readonly devices: readonly DeviceRow[]; readonly findings: readonly Finding[] };

/** The refusal that lists every finding, not only those that block. */
export const findingsRefusal = (slot: string, findings: readonly Finding[]): Refusal => ({
  code: 'protocol-findings',
  detail: findings.find(({ severity }) => severity === 'blocks')?.sentence.en ?? 'The image does not fit the slot.',
  slot,
  facts: { findings: findings.map(({ code, severity, sentence, evidence }) => ({ code, severity, slot, sentence, evidence })) },
});

/**
 * The same bytes in the same slot are an answer, not an error: whoever sends again after a lost connection gets the
 * first receipt. Bytes that were replaced since count again only when they are sent as a replacement.
 */
async function repeatedImage(tx: Tx, row: CaseRow, delivery: Delivery): Promise<ImageRow | null> {
  const same = await findSameImage(tx, row.id, delivery.slot.code, delivery.sha256);
  return same !== null && (same.supersededAt === null || delivery.supersedes === null) ? same : null;
}

/** Judges a delivery against the record, in the transaction that is to store it. */
export async function judgePlace(tx: Tx, row: CaseRow, delivery: Delivery): Promise<Result<Judgement>> {
  const repeated = await repeatedImage(tx, row, delivery);
  if (repeated !== null) return ok({ repeated });
  const refusal = isCaseState(row.state) ? frozen(row.state) : null;
  if (refusal !== null) return refuse(refusal);
  const { slot, supersedes, image } = delivery;
  const current = await currentImageOf(tx, row.id, slot.code);
  if (supersedes !== null && supersedes !== current) {
    return refuse({ code: 'image-superseded', slot: slot.code, detail: 'The image to replace is not the current one of this slot any more. Look at the slot again.' });
  }
  const devices = await devicesOf(tx, row.centre);
  const findings = checkSlot(image.facts, slot, await slotContext(tx, row, { slot: slot.code, pixelSha256: image.pixelSha256, current, supersedes, devices }));
  if (blocks(findings)) return refuse(findingsRefusal(slot.code, findings));
  // A slot whose protocol takes several images still keeps one current image here; none is ever replaced unasked.
  if (current !== null && supersedes === null) return refuse({ code: 'slot-filled', slot: slot.code, detail: 'The slot holds an image already. Say that this one replaces it, and why.' });
  return ok({ repeated: null, current, devices, findings });
}
