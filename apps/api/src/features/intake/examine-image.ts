import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import type { ApprovalStatement } from '@echocohort/contracts';
import { hasColourPixels, inspectImage, pixelBytes, renderFrame, type DicomFile, type DicomHeader } from '@echocohort/dicom';
import { verifyClean, type MaskTemplate, type TemplateCitation } from '@echocohort/deidentification';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { imageFactsOf, type ImageFacts } from '@echocohort/protocol';
import { checkApproval } from './check-approval.ts';

/** A clean image with everything that checks and record need of it. */
export interface ExaminedImage {
  readonly facts: ImageFacts;
  readonly sopInstanceUid: string;
  readonly pixelSha256: string;
  /** The mask template that it was cleaned with; null when its own regions said what stays. */
  readonly template: TemplateCitation | null;
}

/** Received bytes with all that is needed to judge them without the record. Plain data: it goes to another thread. */
export interface ExaminationTask {
  readonly bytes: Uint8Array;
  /** Digest of the bytes as the sender states it. */
  readonly sha256: string;
  readonly subject: { readonly centre: string; readonly subjectCode: string };
  readonly templates: readonly MaskTemplate[];
  readonly approval: ApprovalStatement | null;
  readonly approvalRequired: boolean;
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Colour is looked for in the first frame only: colour flow is on from the start of a still and of a clip. A grey picture has none. */
function coloured(file: DicomFile, header: DicomHeader): boolean | null {
  if (header.photometric.startsWith('MONOCHROME')) return false;
  const frame = renderFrame(file, 0);
  return frame.ok ? hasColourPixels(frame.value, header.regions) : null;
}

interface Read extends ExaminedImage {
  readonly file: DicomFile;
}

/**
 * Proves that the bytes are a file that the de-identification could have written for this subject, and reads from it
 * what the slot checks ask.
 */
function readClean({ bytes, subject, templates }: ExaminationTask): Result<Read> {
  const inflate = (packed: Uint8Array, maxBytes: number): Uint8Array => new Uint8Array(inflateRawSync(packed, { maxOutputLength: maxBytes }));
  const clean = verifyClean(bytes, { centre: subject.centre, inflate, templates });
  if (!clean.ok) return clean;
  if (clean.value.subjectCode !== subject.subjectCode) {
    return refuse({ code: 'wrong-subject', detail: 'The file was cleaned for another subject. Clean the original again for this one, and check whose picture it is.' });
  }
  const { file } = clean.value;
  const header = inspectImage(file);
  if (!header.ok) return header;
  const pixels = pixelBytes(file);
  if (pixels.length === 0) return refuse({ code: 'no-pixel-data', detail: 'The file holds no picture. Export it from the scanner again.' });
  const facts = imageFactsOf(header.value, { colourPixels: coloured(file, header.value), identifiablePaths: [] });
  return ok({ facts, sopInstanceUid: header.value.sopInstanceUid ?? '', pixelSha256: digest(pixels), template: clean.value.template, file });
}

/** Judges received bytes by themselves: whole, clean, of this subject, and approved as they are. Identifiable or unreadable files are refused; nothing of them is kept. */
export function examineImage(task: ExaminationTask): Result<ExaminedImage> {
  if (digest(task.bytes) !== task.sha256) return refuse({ code: 'digest-mismatch', detail: 'What arrived is not what was sent: the digests differ. Send the file again.' });
  const read = readClean(task);
  if (!read.ok) return read;
  const { file, ...image } = read.value;
  const unapproved = checkApproval(task.approval, { required: task.approvalRequired, sha256: task.sha256, image: { ...image, file } });
  return unapproved === null ? ok(image) : refuse(unapproved);
}
