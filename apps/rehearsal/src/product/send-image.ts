import { createHash } from 'node:crypto';
import { callRoute, commandApproval, routes } from '@echocohort/contracts';
import type { Caller, ReceivedImage } from '@echocohort/contracts';

/** Where an image goes, and what it replaces. */
export interface ImagePlace {
  readonly caseId: string;
  readonly slot: string;
  readonly protocolVersion: string;
  /** SHA-256 of the scanner's file; of the clean one where only that is at hand. */
  readonly source?: string;
  readonly supersedes?: { readonly imageId: string; readonly reason: string };
}

/** Sends one cleaned file into a slot; throws the API's problem when it refuses. `claimed` overrides the digest, to plant a wrong one. */
export async function sendImage(caller: Caller, place: ImagePlace, bytes: Uint8Array, claimed?: string): Promise<ReceivedImage> {
  const sha256 = claimed ?? createHash('sha256').update(bytes).digest('hex');
  const form = new FormData();
  form.set('slot', place.slot);
  form.set('sha256', sha256);
  form.set('protocolVersion', place.protocolVersion);
  if (place.supersedes) {
    form.set('supersedes', place.supersedes.imageId);
    form.set('reason', place.supersedes.reason);
  }
  form.set('approval', JSON.stringify(commandApproval(place.source ?? sha256, sha256)));
  form.set('image', new Blob([new Uint8Array(bytes)], { type: 'application/dicom' }), 'image.dcm');
  return callRoute(caller, routes.receiveImage, { params: { caseId: place.caseId }, idempotencyKey: `${place.caseId}-${place.slot}-${sha256}` }, form);
}
