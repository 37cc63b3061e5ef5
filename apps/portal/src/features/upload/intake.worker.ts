import { parseDicom, readPixelLayout, type DicomFile, type PictureDecoder } from '@echocohort/dicom';
import { scannerLayout } from '@echocohort/deidentification';
import { findText, NO_IDENTITY } from '@echocohort/text-detection';
import { pictureDecoder } from './codecs.ts';
import { painted, pictureOf } from './painted.ts';
import { prepareFile } from './prepare-file.ts';
import type { Outline, ShownFile, WorkerAnswer, WorkerRequest } from './prepared-file.ts';
import { tagRows } from './tag-rows.ts';
import { textModel } from './text-search.ts';

const bytesOf = async (file: Blob): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());

/** The file that a person looks at stays open, before and after: the frames of a clip are asked for one by one. */
const open = new Map<string, DicomFile | null>();

async function opened(file: Blob, key: string): Promise<DicomFile | null> {
  const held = open.get(key);
  if (held !== undefined) return held;
  const parsed = parseDicom(await bytesOf(file));
  const [first] = open.keys();
  if (open.size >= 2 && first !== undefined) open.delete(first);
  open.set(key, parsed.ok ? parsed.value : null);
  return parsed.ok ? parsed.value : null;
}

async function pairOf({ file, fileKey, clean, cleanKey }: ShownFile): Promise<readonly [DicomFile | null, DicomFile | null]> {
  return [await opened(file, fileKey), clean && cleanKey ? await opened(clean, cleanKey) : null];
}

/** What a person draws a kept area on. Text is looked for on the whole screen, to show where the area must not reach. */
async function outlineOf(file: File, decoder: PictureDecoder): Promise<Outline | null> {
  const parsed = parseDicom(await bytesOf(file));
  if (!parsed.ok) return null;
  const [layout, pixels, frame, picture] = [scannerLayout(parsed.value), readPixelLayout(parsed.value), painted(parsed.value, 0, decoder), pictureOf(parsed.value, 0, decoder)];
  if (!layout || !pixels.ok || !frame || !picture) return null;
  const region = { x0: 0, y0: 0, x1: layout.columns - 1, y1: layout.rows - 1 };
  const texts = await findText(await textModel(), { frames: 1, regions: [region], frame: () => frame }, NO_IDENTITY);
  return { picture, layout, texts: texts.map(({ box }) => box) };
}

async function answer(request: WorkerRequest): Promise<WorkerAnswer> {
  const { id } = request;
  const decoder = await pictureDecoder();
  switch (request.kind) {
    case 'show': {
      const [before, after] = await pairOf(request.shown);
      return { kind: 'shown', id, pair: { before: before && pictureOf(before, request.frame, decoder), after: after && pictureOf(after, request.frame, decoder) } };
    }
    case 'tags': {
      const [before, after] = await pairOf(request.shown);
      return { kind: 'tags', id, rows: before && after ? tagRows(before, after, request.actions) : [] };
    }
    case 'outline':
      return { kind: 'outlined', id, outline: await outlineOf(request.file, decoder) };
    case 'prepare': {
      const step = (now: Extract<WorkerAnswer, { kind: 'step' }>['step']): void => globalThis.postMessage({ kind: 'step', id, step: now });
      step('reading');
      const made = await prepareFile(await bytesOf(request.file), request, decoder, step);
      return made.ok ? { kind: 'prepared', id, ...made.value } : { kind: 'held', id, refusal: made.refusal };
    }
  }
}

// Begun with the worker, so that the first file or picture does not wait for it.
void pictureDecoder();

// One file at a time: a folder of large files must not fill the memory of a hospital PC.
let line: Promise<void> = Promise.resolve();
globalThis.addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  line = line.then(async () => {
    try {
      globalThis.postMessage(await answer(data));
    } catch (error) {
      // Only the kind of fault is told: a message of an exception could carry bytes of the file.
      const detail = error instanceof Error ? error.name : 'unknown';
      const failed: WorkerAnswer = { kind: 'failed', id: data.id, detail };
      globalThis.postMessage(failed);
    }
  });
});
