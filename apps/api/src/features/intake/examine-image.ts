import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { hasColourPixels, inspectImage, pixelBytes, renderFrame, type DicomFile, type DicomHeader } from '@echocohort/dicom';
import { verifyClean, type MaskTemplate, type TemplateCitation } from '@echocohort/deidentification';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { imageFactsOf, type ImageFacts } from '@echocohort/protocol';

/** A clean image with everything that checks and record need of it. */
export interface ExaminedImage {
  readonly facts: ImageFacts;
  readonly sopInstanceUid: string;
  readonly pixelSha256: string;
  /** The mask template that it was cleaned with; null when its own regions said what stays. */
  readonly template: TemplateCitation | null;
  readonly file: DicomFile;
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Colour is looked for in the first frame only: colour flow is on from the start of a still and of a clip. A grey picture has none. */
function coloured(file: DicomFile, header: DicomHeader): boolean | null {
  if (header.photometric.startsWith('MONOCHROME')) return false;
  const frame = renderFrame(file, 0);
  return frame.ok ? hasColourPixels(frame.value, header.regions) : null;
}

/**
 * Proves that the bytes are a file that the de-identification could have written for this subject, and reads from it
 * what the slot checks ask. Identifiable or unreadable files are refused; nothing of them is kept.
 */
export function examineImage(bytes: Uint8Array, subject: { readonly centre: string; readonly subjectCode: string }, templates: readonly MaskTemplate[]): Result<ExaminedImage> {
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
