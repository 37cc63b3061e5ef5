import { createHash } from 'node:crypto';
import { cleanSiteFile, outlinedSlotImage } from '@echocohort/testing';
import type { PictureOutline, SlotImage } from '@echocohort/testing';

/** What a picture worker is asked: make this scanner file, and clean it as the portal would. */
export interface PictureJob {
  readonly image: SlotImage;
  readonly subjectCode: string;
  /** The centre's key. */
  readonly key: Uint8Array;
}

/** A file as the scanner made it and as it leaves the centre. */
export interface PictureResult {
  readonly slot: string;
  readonly clean: Uint8Array;
  readonly sha256: string;
  /** SHA-256 of the scanner's file. */
  readonly source: string;
  readonly outline: PictureOutline;
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Draws, writes and cleans one picture. */
export async function makePicture(job: PictureJob): Promise<PictureResult> {
  const { file, outline } = await outlinedSlotImage(job.image);
  const clean = cleanSiteFile(file, job.key, job.subjectCode);
  return { slot: job.image.slot, clean, sha256: sha256Of(clean), source: sha256Of(file), outline };
}
