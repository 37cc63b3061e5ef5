import { ok, refuse, type Result } from '@echocohort/kernel';
import { inspectImage, parseDicom, type DicomFile } from '@echocohort/dicom';
import type { CleanFile, DeidentifyOptions, Hold } from './deidentification.types.ts';
import { dayShift, KEY_BYTES, mapUid, SUBJECT_CODE } from './keyed-identity.ts';
import { DEIDENTIFICATION_METHOD } from './policy/method.ts';
import { moveByDays } from './rewrite/dates.ts';
import { ownWordsOf } from './rewrite/own-words.ts';
import { rewriteImage } from './rewrite/rewrite-image.ts';
import { verifyClean } from './verify-clean.ts';

/** Whether a file claims to have been written by these rules; the claim is checked, never believed. */
export const claimsClean = (file: DicomFile): boolean => file.header.text('0012,0063') === DEIDENTIFICATION_METHOD;

/** A file that these rules wrote before stays as it is: cleaning is a fixed point. */
function alreadyClean(bytes: Uint8Array, subjectCode: string): Result<CleanFile, Hold> | null {
  const verified = verifyClean(bytes, {});
  if (!verified.ok) return null;
  if (verified.value.subjectCode !== subjectCode) {
    return refuse({ code: 'already-clean-other-subject', detail: 'The file was cleaned before for another subject; it is not given to this one.' });
  }
  const header = inspectImage(verified.value.file);
  return ok({ bytes, actions: [], mask: verified.value.mask, codes: ['already-clean'], subjectCode, studyDate: header.ok ? header.value.studyDate : null });
}

/**
 * Makes a clean copy of one ultrasound file, or holds it with a code. The copy is built from the allow list: nothing that no rule
 * allows is written, instance UIDs are keyed hashes, dates move by the subject's secret number of days, and every pixel outside
 * the trusted regions is black on every frame. The same input, key and subject give the same bytes on every machine.
 */
export function deidentify(bytes: Uint8Array, options: DeidentifyOptions): Result<CleanFile, Hold> {
  const { key, subjectCode } = options;
  if (key.length !== KEY_BYTES) return refuse({ code: 'key-invalid', detail: 'The centre\'s key has the wrong length; make one with "echocohort keygen".' });
  if (!SUBJECT_CODE.test(subjectCode)) return refuse({ code: 'subject-code-invalid', detail: 'The subject code must be the centre\'s code, a hyphen and a number, such as C03-0142.' });
  const parsed = parseDicom(bytes, { inflate: options.inflate });
  if (!parsed.ok) return parsed;
  const file = parsed.value;
  const before = claimsClean(file) ? alreadyClean(bytes, subjectCode) : null;
  if (before !== null) return before;
  const moveDay = moveByDays(dayShift(key, subjectCode));
  const rewritten = rewriteImage(file, { subjectCode, mapUid: (uid) => mapUid(key, uid), moveDay, ownWords: ownWordsOf(file.dataSet) });
  if (!rewritten.ok) return rewritten;
  const written = parseDicom(rewritten.value.bytes);
  const header = written.ok ? inspectImage(written.value) : written;
  return ok({ ...rewritten.value, subjectCode, studyDate: header.ok ? header.value.studyDate : null });
}
