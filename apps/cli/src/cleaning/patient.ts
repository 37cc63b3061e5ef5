import { createHmac } from 'node:crypto';
import { claimsClean, offlineSubjectCode, SUBJECT_CODE, verifyCleanStream } from '@echocohort/deidentification';
import type { ByteSource, DicomFile } from '@echocohort/dicom';
import type { CleanSettings } from './clean-input.types.ts';

/** Who a file belongs to, as far as the centre's own machine needs to know it. */
export interface Patient {
  readonly subject: string;
  /** Keyed digest of the number as it is written. */
  readonly number: string;
  /** Keyed digest of the number without blanks and leading zeros. */
  readonly sameNumber: string;
  /** Keyed digest of the date of birth. */
  readonly birth: string;
  /** For the ledger, which is encrypted; never printed. */
  readonly identity: PatientIdentity;
}

/** What the ledger keeps: bytes as the scanner wrote them, in base64. */
export interface PatientIdentity {
  readonly number: string;
  readonly name: string;
  readonly birthDate: string;
  /** Specific Character Set of the file, so that the name can be read again. */
  readonly characterSet: string;
}

const base64 = (file: DicomFile, tag: string): string => Buffer.from(file.header.element(tag)?.bytes ?? new Uint8Array(0)).toString('base64');

/** The subject of a file: from its patient number and the centre's key, or its own code when it is clean already. Null without a number. */
export function patientOf(file: DicomFile, source: ByteSource, { key, centre, templates }: Pick<CleanSettings, 'key' | 'centre' | 'templates'>): Patient | null {
  // Trailing blanks are padding (PS3.5 6.2); leading ones and zeros may be another spelling, which a person must judge.
  const number = Buffer.from(file.header.element('0010,0020')?.bytes ?? new Uint8Array(0)).toString('latin1').replace(/[ \0]+$/, '');
  if (number === '') return null;
  const verified = claimsClean(file) && SUBJECT_CODE.test(number) ? verifyCleanStream(source, { templates }) : null;
  const digest = (use: string, text: string): string => createHmac('sha256', key).update(`${use}\0${centre}\0${text}`).digest('hex').slice(0, 32);
  return {
    subject: verified?.ok ? verified.value.subjectCode : offlineSubjectCode(key, centre, number),
    number: digest('number', number),
    sameNumber: digest('same-number', number.replace(/\s+/g, '').replace(/^0+(?=.)/, '').toLowerCase()),
    birth: digest('birth', file.header.text('0010,0030') ?? ''),
    identity: { number: base64(file, '0010,0020'), name: base64(file, '0010,0010'), birthDate: base64(file, '0010,0030'), characterSet: base64(file, '0008,0005') },
  };
}
