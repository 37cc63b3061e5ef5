import { ok, refuse, type Result } from '@echocohort/kernel';
import { memorySource, openDicom, readDate, type ByteSource, type DicomFile, type OpenedDicom } from '@echocohort/dicom';
import type { ByteSink, CleanFile, CleanSummary, DeidentifyOptions, Hold, MaskRectangle, VerifiedFile } from './deidentification.types.ts';
import { dayShift, isMappedUid, KEY_BYTES, mapUid, SUBJECT_CODE } from './keyed-identity.ts';
import { watchCodes } from './pixels/watch-codes.ts';
import { DEIDENTIFICATION_METHOD } from './policy/method.ts';
import { moveByDays } from './rewrite/dates.ts';
import { ownWordsOf } from './rewrite/own-words.ts';
import { rewriteImage, type Rewriting, type RewriteOptions } from './rewrite/rewrite-image.ts';
import { MemorySink, StreamSink } from './rewrite/sinks.ts';
import { sizeOf, writeOut, type PieceSink } from './rewrite/write-out.ts';
import { boundsOf } from './templates/kept-shapes.ts';
import { templateFor } from './templates/mask-template.ts';
import { verifyClean, verifyCleanStream } from './verify-clean.ts';

/** Whether a file claims to have been written by these rules; the claim is checked, never believed. */
export const claimsClean = (file: DicomFile): boolean => file.header.texts('0012,0063')[0] === DEIDENTIFICATION_METHOD;

/** What becomes of one input: it is clean as it is, or it is written anew. */
type Task = { readonly clean: VerifiedFile } | { readonly rewriting: Rewriting };

const validBoxes = (boxes: readonly MaskRectangle[]): boolean => boxes.every(({ x0, y0, x1, y1 }) => [x0, y0, x1, y1].every((value) => Number.isInteger(value) && value >= 0 && value < 65_536) && x0 <= x1 && y0 <= y1);

function checkOptions({ key, subjectCode, blank }: DeidentifyOptions): Hold | null {
  if (key.length !== KEY_BYTES) return { code: 'key-invalid', detail: 'The centre\'s key has the wrong length; make one with "echocohort keygen".' };
  if (!SUBJECT_CODE.test(subjectCode)) return { code: 'subject-code-invalid', detail: 'The subject code must be the centre\'s code, a hyphen and a number, such as C03-0142.' };
  if (!validBoxes(blank ?? [])) return { code: 'box-invalid', detail: 'A box to blank must be a rectangle of whole pixels; draw it again.' };
  return null;
}

/** Identity steps for a source (with the key), or for a file that is clean already and only loses more pixels. */
function rewriteOptions(opened: OpenedDicom, verified: VerifiedFile | null, options: DeidentifyOptions): RewriteOptions {
  const { key, subjectCode } = options;
  const identity = verified
    ? { subjectCode, mapUid: (uid: string) => (isMappedUid(uid) ? uid : null), moveDay: moveByDays(0), ownWords: new Set<string>() }
    : { subjectCode, mapUid: (uid: string) => mapUid(key, uid), moveDay: moveByDays(dayShift(key, subjectCode)), ownWords: ownWordsOf(opened.file.dataSet) };
  return { identity, blanked: options.blank ?? [], decoder: options.decoder, findTemplate: (layout) => templateFor(options.templates ?? [], layout) };
}

/** Reads the source and decides what to do with it; nothing is written yet. */
function taskOf(opened: OpenedDicom, verify: () => Result<VerifiedFile>, options: DeidentifyOptions): Result<Task, Hold> {
  const before = claimsClean(opened.file) ? verify() : null;
  const verified = before?.ok ? before.value : null;
  if (verified !== null && verified.subjectCode !== options.subjectCode) {
    return refuse({ code: 'already-clean-other-subject', detail: 'The file was cleaned before for another subject; it is not given to this one.' });
  }
  // A file that these rules wrote before stays as it is: cleaning is a fixed point.
  if (verified !== null && (options.blank ?? []).length === 0) return ok({ clean: verified });
  const rewriting = rewriteImage(opened, rewriteOptions(opened, verified, options));
  return rewriting.ok ? ok({ rewriting: rewriting.value }) : rewriting;
}

function summaryOf(task: Task, subjectCode: string, blanked: readonly MaskRectangle[]): Omit<CleanFile, 'bytes'> {
  if ('clean' in task) {
    const { mask, kept, template, file } = task.clean;
    return { actions: [], mask, kept, template, blanked: [], codes: ['already-clean'], subjectCode, studyDate: readDate(file.header.text('0008,0020')) };
  }
  const { actions, kept, template, codes, pixels, studyDate } = task.rewriting;
  const all = [...codes, ...pixels.codes, ...(blanked.length > 0 ? ['boxes-blanked'] : [])];
  return { actions, mask: kept.map(boundsOf), kept, template, blanked, codes: all, subjectCode, studyDate: readDate(studyDate) };
}

/** Writes the file and, as its frames pass, looks for codes in what stays of them. */
function writeWatched(rewriting: Rewriting, { file }: OpenedDicom, { harmless = [] }: DeidentifyOptions, sink: PieceSink): Result<null> {
  const { plan, verdict } = watchCodes(rewriting.pixels, file, rewriting, harmless);
  const written = writeOut({ ...rewriting, pixels: plan }, sink);
  return written.ok ? verdict() : written;
}

/**
 * Makes a clean copy of one ultrasound file, or holds it with a code. The copy is built from the allow list: nothing that no rule
 * allows is written, instance UIDs are keyed hashes, dates move by the subject's secret number of days, and every pixel outside
 * the trusted regions is black on every frame. The same input, key and subject give the same bytes on every machine.
 */
export function deidentify(bytes: Uint8Array, options: DeidentifyOptions): Result<CleanFile, Hold> {
  const wrong = checkOptions(options);
  if (wrong) return refuse(wrong);
  const opened = openDicom(memorySource(bytes), { inflate: options.inflate });
  if (!opened.ok) return opened;
  const { templates, inflate } = options;
  const task = taskOf(opened.value, () => verifyClean(bytes, { templates, inflate }), options);
  if (!task.ok) return task;
  const { subjectCode, blank = [] } = options;
  if ('clean' in task.value) return ok({ ...summaryOf(task.value, subjectCode, blank), bytes });
  const { rewriting } = task.value;
  const sink = new MemorySink(sizeOf(rewriting) ?? bytes.length);
  const written = writeWatched(rewriting, opened.value, options, sink);
  return written.ok ? ok({ ...summaryOf(task.value, subjectCode, blank), bytes: sink.done() }) : written;
}

const PIECE = 1 << 20;

function copy(source: ByteSource, sink: PieceSink): void {
  for (let at = 0; at < source.size; at += PIECE) sink.write(source.read(at, Math.min(PIECE, source.size - at)));
}

/**
 * The same for a file that is too large for memory: reads and writes frame by frame and gives the very same bytes. After a hold
 * whatever the sink has received must be thrown away.
 */
export function deidentifyStream(source: ByteSource, sink: ByteSink, options: DeidentifyOptions): Result<CleanSummary, Hold> {
  const wrong = checkOptions(options);
  if (wrong) return refuse(wrong);
  const opened = openDicom(source, { inflate: options.inflate });
  if (!opened.ok) return opened;
  const { templates, inflate } = options;
  const task = taskOf(opened.value, () => verifyCleanStream(source, { templates, inflate }), options);
  if (!task.ok) return task;
  const pieces = new StreamSink(sink);
  if ('clean' in task.value) copy(source, pieces);
  else {
    const written = writeWatched(task.value.rewriting, opened.value, options, pieces);
    if (!written.ok) return written;
  }
  return ok({ ...summaryOf(task.value, options.subjectCode, options.blank ?? []), size: pieces.size });
}
