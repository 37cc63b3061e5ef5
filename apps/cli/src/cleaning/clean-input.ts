import { readFileSync } from 'node:fs';
import { dayShift, readBackStream, type DeidentifyOptions } from '@echocohort/deidentification';
import { memorySource, openDicom, readPixelLayout, type ByteSource, type DicomFile } from '@echocohort/dicom';
import type { Result } from '@echocohort/kernel';
import { ownIdentity } from '@echocohort/text-detection';
import { faultCode } from '../fault-code.ts';
import { countActions } from './action-counts.ts';
import type { CleanedInput, CleanSettings, CleanTask } from './clean-input.types.ts';
import { digestSource } from './digest-source.ts';
import { openFileSource } from './file-source.ts';
import { boxesToBlank } from './judge-texts.ts';
import { patientOf, type Patient } from './patient.ts';
import { pictureDecoder } from './picture-decoder.ts';
import { searchTexts } from './search-texts.ts';
import { consistentUids, instanceUid } from './uids.ts';
import { usedLayout } from './used-layout.ts';
import { copyInMemory, copyOnDisk, type CleanCopy } from './write-clean.ts';

/** From this size on a file is read and written frame by frame. */
const LARGE = 64 * 1024 ** 2;
/** Not an image at all, or damaged: nothing a person could release. All else waits for one. */
const REFUSED: ReadonlySet<string> = new Set([
  'not-dicom', 'truncated', 'nesting-too-deep', 'too-many-elements', 'malformed-element', 'malformed-sequence', 'malformed-fragments', 'deflate-damaged', 'header-too-large', 'too-much-after-pixels',
  'inflated-too-large', 'not-a-regular-file', 'unreadable', 'rejected-by-person',
]);

/** What became of an input, but for the time that it took. */
type Outcome = Omit<CleanedInput, 'ms'>;

const kept = (...codes: readonly string[]): Outcome => ({ status: codes.some((code) => REFUSED.has(code)) ? 'refused' : 'held', codes });

/** An input that is being cleaned. */
interface Input {
  readonly settings: CleanSettings;
  readonly task: CleanTask;
  readonly source: ByteSource;
  readonly file: DicomFile;
  readonly patient: Patient;
}

function cleanOutcome({ settings, source, file, patient }: Input, copy: CleanCopy): Outcome {
  const { summary, bytes } = copy;
  const opened = openDicom(bytes);
  const uid = opened.ok ? instanceUid(opened.value.file) : null;
  if (!opened.ok || uid === null) return kept('attribute-missing');
  const layout = readPixelLayout(opened.value.file);
  const frames = layout.ok ? layout.value.frames : 0;
  const { subject, number, sameNumber, birth, identity } = patient;
  const already = summary.codes.includes('already-clean');
  const consistent = already ? 0 : consistentUids(settings.key, file, opened.value.file);
  const sha256 = already ? digestSource(source) : digestSource(bytes);
  return {
    status: 'clean', codes: summary.codes,
    actions: countActions({ actions: summary.actions, frames, retainedFrames: frames, consistentUids: consistent, consistentPatient: !already }),
    written: { temporary: copy.keep(), subject, uid, sha256, already, identity, shiftDays: dayShift(settings.key, subject), number, sameNumber, birth, layout: usedLayout(opened.value.file, summary) },
  };
}

/** Reads the copy again with the second reader, looks for text in it, and keeps it if nothing speaks against it. */
async function judge(input: Input, copy: CleanCopy): Promise<Outcome> {
  // A file that was clean before is its own source: there is nothing to compare.
  const findings = copy.summary.codes.includes('already-clean') ? [] : readBackStream(copy.bytes, input.source);
  if (findings.length > 0) return kept('read-back-failed', ...new Set(findings.map((finding) => `read-back-${finding.split(' ')[0] ?? ''}`)));
  if (!input.settings.searchText) return cleanOutcome(input, copy);
  const search = await searchTexts(copy.bytes, copy.summary.mask, ownIdentity(input.file), input.task.decisions);
  if (search === null) return kept('text-check-impossible');
  const { judgement: { boxes, hold }, searchedFrames } = search;
  const told = { searchedFrames, ...(boxes.length > 0 ? { source: digestSource(input.source), boxes } : {}) };
  return { ...(hold === null ? cleanOutcome(input, copy) : kept(hold)), ...told };
}

type Copy = (options: DeidentifyOptions) => Result<CleanCopy>;

async function cleanSource(settings: CleanSettings, task: CleanTask, source: ByteSource, copy: Copy): Promise<Outcome> {
  const opened = openDicom(source);
  if (!opened.ok) return kept(opened.refusal.code);
  const { key, centre, templates } = settings;
  const { file } = opened.value;
  const patient = patientOf(file, source, settings);
  // A decision is about one picture: where the file is another by now, nobody has looked at it.
  const digest = task.decisions.length > 0 ? digestSource(source) : '';
  const decisions = task.decisions.filter((decision) => decision.source === digest);
  const made = copy({ key, subjectCode: patient?.subject ?? `${centre}-0000`, templates, blank: boxesToBlank(decisions), decoder: await pictureDecoder() });
  if (!made.ok) return kept(made.refusal.code);
  try {
    return patient === null ? kept('patient-number-missing') : await judge({ settings, task: { ...task, decisions }, source, file, patient }, made.value);
  } finally {
    made.value.close();
  }
}

async function outcomeOf(settings: CleanSettings, task: CleanTask): Promise<Outcome> {
  if (!task.regular) return kept('not-a-regular-file');
  const large = task.size > LARGE;
  let source: ByteSource & { close?(): void };
  try {
    source = large ? openFileSource(task.file) : memorySource(readFileSync(task.file));
  } catch {
    return kept('unreadable');
  }
  try {
    return await cleanSource(settings, task, source, (options) => (large ? copyOnDisk(source, settings.temporary, options) : copyInMemory(source.read(0, source.size), settings.temporary, options)));
  } finally {
    source.close?.();
  }
}

/** Cleans one input. Faults of writing (a full disk) stop the run; whatever else a hostile file sets off holds that file. */
export async function cleanInput(settings: CleanSettings, task: CleanTask): Promise<CleanedInput> {
  const started = performance.now();
  const took = (): number => Math.round((performance.now() - started) * 10) / 10;
  try {
    return { ...(await outcomeOf(settings, task)), ms: took() };
  } catch (error) {
    if (faultCode(error) !== null) throw error;
    return { ...kept('unexpected-fault'), ms: took() };
  }
}
