import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { addDays, type PlainDate } from '@echocohort/kernel';

/** Length of a centre's key. */
export const KEY_BYTES = 32;

/** A subject code of the platform: centre code, hyphen, number (`C03-0142`). */
export const SUBJECT_CODE = /^([A-Z][A-Z0-9]{1,7})-(\d{4,12})$/;

const keyed = (key: Uint8Array, use: string, text: string): Uint8Array => hmac(sha256, key, new TextEncoder().encode(`echocohort/${use}/1\0${text}`));

/**
 * A UID under 2.25 (PS3.5 B.2) from the first 128 bits of a keyed hash, marked as a version 8 UUID (RFC 9562). Without the key
 * nobody can confirm which original it came from; with it a second import of the same study meets the first.
 */
export function mapUid(key: Uint8Array, uid: string): string {
  const digest = keyed(key, 'uid', uid).slice(0, 16);
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  return `2.25.${digest.reduce((value, byte) => value * 256n + BigInt(byte), 0n)}`;
}

const LARGEST_UUID = 2n ** 128n;

/** Whether a UID has the form that `mapUid` gives: 2.25 and a version 8 UUID. */
export function isMappedUid(uid: string): boolean {
  const digits = /^2\.25\.([1-9]\d{0,38})$/.exec(uid)?.[1];
  if (digits === undefined) return false;
  const value = BigInt(digits);
  return value < LARGEST_UUID && ((value >> 76n) & 15n) === 8n && ((value >> 62n) & 3n) === 2n;
}

const LEAST_SHIFT = 31;
const SHIFT_RANGE = 3620;

/** The patient's secret shift in whole days, always into the past; the same for all of the patient's studies, so intervals stay. */
export function dayShift(key: Uint8Array, subjectCode: string): number {
  const digest = keyed(key, 'shift', subjectCode);
  const word = new DataView(digest.buffer, digest.byteOffset).getUint32(0);
  return -(LEAST_SHIFT + (word % SHIFT_RANGE));
}

/** A date of the subject's forms, shifted as the subject's images are; null when the text is no date. */
export const shiftPlainDate = (key: Uint8Array, subjectCode: string, date: PlainDate): PlainDate | null => addDays(date, dayShift(key, subjectCode));

/**
 * A pseudonym for work without the platform's register: the centre's code and twelve digits from a keyed hash of centre and
 * patient number. The same patient of the same centre always gets the same one.
 */
export function offlineSubjectCode(key: Uint8Array, centre: string, patientNumber: string): string {
  const digest = keyed(key, 'subject', `${centre}\0${patientNumber}`);
  const view = new DataView(digest.buffer, digest.byteOffset);
  return `${centre}-${String(view.getBigUint64(0) % 1_000_000_000_000n).padStart(12, '0')}`;
}
