import { deidentify, readBack } from '@echocohort/deidentification';
import { hasColourPixels, inspectImage, lookUp, parseDicom, parseTag, pixelBytes, renderFrame, type DicomFile } from '@echocohort/dicom';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { imageFactsOf } from '@echocohort/protocol';
import { sha256 } from 'hash-wasm';
import type { Picture, PreparedFile, TagAction } from './prepared-file.ts';

const nameOf = (path: string): string => {
  const tag = /([0-9a-fA-F]{4},[0-9a-fA-F]{4})$/.exec(path.replaceAll(/\[\d*\]/g, ''))?.[1];
  const parsed = tag ? parseTag(tag) : null;
  return parsed === null ? '' : (lookUp(parsed)?.keyword ?? '');
};

/**
 * De-identifies one file and proves the result before it can be sent: a second reader opens the clean bytes and searches them
 * for every identifying text of the source. Whatever fails is held here, with the reason; nothing of it leaves the browser.
 */
export async function prepareFile(source: Uint8Array, key: Uint8Array, subjectCode: string): Promise<Result<PreparedFile>> {
  if (source.length === 0) return refuse({ code: 'empty-file', detail: 'The file is empty (0 bytes). Export it again.' });
  const cleaned = deidentify(source, { key, subjectCode });
  if (!cleaned.ok) return cleaned;
  const { bytes, actions, mask, codes } = cleaned.value;
  const left = readBack(bytes, source);
  if (left.length > 0) return refuse({ code: 'read-back-failed', detail: 'The second reader still found something in the clean file; it is held and was not sent.', facts: { paths: left } });
  const file = parseDicom(bytes);
  if (!file.ok) return file;
  const header = inspectImage(file.value);
  if (!header.ok) return header;
  const frame = renderFrame(file.value, 0);
  const facts = imageFactsOf(header.value, { colourPixels: frame.ok ? hasColourPixels(frame.value, header.value.regions) : null, identifiablePaths: [] });
  const tags: TagAction[] = actions.map(({ path, action }) => ({ path, action, name: nameOf(path) }));
  return ok({ clean: new Blob([new Uint8Array(bytes)], { type: 'application/dicom' }), sha256: await sha256(bytes), pixelSha256: await sha256(pixelBytes(file.value)), facts, mask, actions: tags, codes });
}

/** The first frame of a file as a picture; null when it cannot be shown. */
export function pictureOf(bytes: Uint8Array): Picture | null {
  const file = parseDicom(bytes);
  return file.ok ? framePicture(file.value) : null;
}

function framePicture(file: DicomFile): Picture | null {
  const frame = renderFrame(file, 0);
  return frame.ok ? { width: frame.value.width, height: frame.value.height, rgba: new Uint8ClampedArray(frame.value.rgba) } : null;
}
