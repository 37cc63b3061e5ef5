import { deidentify, readBack, type CleanFile } from '@echocohort/deidentification';
import { hasColourPixels, inspectImage, parseDicom, pixelBytes, type DicomFile, type DicomHeader, type PictureDecoder } from '@echocohort/dicom';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { imageFactsOf } from '@echocohort/protocol';
import { sha256 } from 'hash-wasm';
import { painted } from './painted.ts';
import type { Kept, PreparedFile, PrepareOrder, PrepareStep, ScreenLayout, TextSearch } from './prepared-file.ts';
import { nameOf } from './tag-rows.ts';
import { searchText } from './text-search.ts';

export interface Preparation {
  readonly prepared: PreparedFile;
  readonly search: TextSearch | null;
}

/** Scanner and screen as a clean file states them. */
export function layoutOf({ manufacturer, model, softwareVersions, rows, columns }: DicomHeader): ScreenLayout {
  return { manufacturer: manufacturer ?? '', model: model ?? '', software: softwareVersions.join('\\'), rows, columns };
}

const rectangles = (cleaned: CleanFile): readonly Kept[] => (cleaned.kept.length > 0 ? cleaned.kept : cleaned.mask.map((box) => ({ kind: 'rectangle' as const, ...box })));

async function proved(source: Uint8Array, order: Omit<PrepareOrder, 'file'>, decoder: PictureDecoder, step: (step: PrepareStep) => void): Promise<Result<CleanFile>> {
  if (source.length === 0) return refuse({ code: 'empty-file', detail: 'The file is empty (0 bytes). Export it again.' });
  step('cleaning');
  const { key, subjectCode, templates, blank } = order;
  const cleaned = deidentify(source, { key, subjectCode, templates, blank, decoder });
  if (!cleaned.ok) return cleaned;
  step('checking');
  const left = readBack(cleaned.value.bytes, source);
  if (left.length > 0) return refuse({ code: 'read-back-failed', detail: 'The second reader still found something in the clean file; it is held and was not sent.', facts: { paths: left } });
  return cleaned;
}

/** A search that cannot be made holds the file: a check that was skipped must not look like one that passed. */
async function searched(source: Uint8Array, clean: DicomFile, header: DicomHeader, cleaned: CleanFile, decoder: PictureDecoder): Promise<Result<TextSearch>> {
  const original = parseDicom(source);
  if (!original.ok) return original;
  try {
    return ok(await searchText(original.value, clean, header.frames, cleaned.mask, decoder));
  } catch {
    return refuse({ code: 'text-search-failed', detail: 'The picture could not be searched for text in this browser, so the file is held. Reload the page and add the file again.' });
  }
}

/**
 * De-identifies one file and proves the result before anybody is asked to approve it: a second reader opens the clean bytes and searches
 * them for every identifying text of the source, and the inside of the picture is searched for text. Whatever fails is held here, with the
 * reason; nothing of it leaves the browser.
 */
export async function prepareFile(source: Uint8Array, order: Omit<PrepareOrder, 'file'>, decoder: PictureDecoder, step: (step: PrepareStep) => void): Promise<Result<Preparation>> {
  const cleaned = await proved(source, order, decoder, step);
  if (!cleaned.ok) return cleaned;
  const { bytes, actions, template, blanked, codes } = cleaned.value;
  const file = parseDicom(bytes);
  if (!file.ok) return file;
  const header = inspectImage(file.value);
  if (!header.ok) return header;
  if (order.search) step('searching');
  const search = order.search ? await searched(source, file.value, header.value, cleaned.value, decoder) : ok(null);
  if (!search.ok) return search;
  const frame = painted(file.value, 0, decoder);
  const facts = imageFactsOf(header.value, { colourPixels: frame ? hasColourPixels(frame, header.value.regions) : null, identifiablePaths: [] });
  const prepared: PreparedFile = {
    source: await sha256(source), clean: new Blob([new Uint8Array(bytes)], { type: 'application/dicom' }), sha256: await sha256(bytes), pixelSha256: await sha256(pixelBytes(file.value)),
    facts, frameTime: header.value.frameTime, layout: layoutOf(header.value), kept: rectangles(cleaned.value), template, blanked, codes,
    actions: actions.map(({ path, action }) => ({ path, action, name: nameOf(path) })),
  };
  return ok({ prepared, search: search.value });
}
