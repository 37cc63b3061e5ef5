import { canonicalJson, ok, refuse, type Result } from '@echocohort/kernel';
import { SUBJECT_CODE } from '../keyed-identity.ts';
import { withoutEscapes } from '../rewrite/text-readings.ts';

/** Who a subject is: bytes as the scanner wrote them, in base64, so that no character set is guessed when they are stored. */
export interface LedgerIdentity {
  readonly number: string;
  readonly name: string;
  readonly birthDate: string;
  /** Specific Character Set of the file, so that the name can be read again. */
  readonly characterSet: string;
  /** The subject's secret shift, which turns shifted dates back. */
  readonly shiftDays: number;
}

/** The centre's way back from subject codes to patients. It is stored encrypted at the centre and never sent anywhere. */
export interface LedgerContent {
  readonly version: 1;
  readonly subjects: Readonly<Record<string, LedgerIdentity>>;
}

export const EMPTY_LEDGER: LedgerContent = { version: 1, subjects: {} };

const isSamePatient = (a: LedgerIdentity, b: LedgerIdentity): boolean => a.number === b.number && a.shiftDays === b.shiftDays;

const conflict = (subjects: readonly string[]): Result<never> => refuse({
  code: 'ledger-conflict',
  detail: 'One subject code stands for two patients: the ledgers belong to different keys or a number was typed for two patients. Nothing was changed; a person must look at the subjects named.',
  facts: { subjects },
});

/** Adds one subject. The first entry stays, since a later file may spell the name differently; another patient under the same code is refused. */
export function addToLedger(ledger: LedgerContent, subject: string, identity: LedgerIdentity): Result<LedgerContent> {
  if (!SUBJECT_CODE.test(subject)) return refuse({ code: 'subject-code-invalid', detail: 'The subject code must be the centre\'s code, a hyphen and a number, such as C03-0142.' });
  const known = ledger.subjects[subject];
  if (known === undefined) return ok({ version: 1, subjects: { ...ledger.subjects, [subject]: identity } });
  return isSamePatient(known, identity) ? ok(ledger) : conflict([subject]);
}

/** Restores a copy into a ledger: subjects of either; entries of the present ledger stay as they are. */
export function restoreLedger(present: LedgerContent, copy: LedgerContent): Result<LedgerContent> {
  const clashing = Object.entries(copy.subjects).filter(([subject, identity]) => {
    const known = present.subjects[subject];
    return known !== undefined && !isSamePatient(known, identity);
  }).map(([subject]) => subject);
  if (clashing.length > 0) return conflict(clashing.sort());
  return ok({ version: 1, subjects: { ...copy.subjects, ...present.subjects } });
}

/** The ledger in one spelling, to be encrypted: the same content gives the same text. */
export const ledgerText = (ledger: LedgerContent): string => canonicalJson(ledger);

/** One patient of an export that people read, at the centre only. */
export interface LedgerRow {
  readonly subject: string;
  readonly number: string;
  readonly name: string;
  readonly birthDate: string;
  readonly shiftDays: number;
}

/** Latin letters beside Han in one word: bytes of a Latin name that happen to be pairs of GB18030. */
const MIXED = /[A-Za-z]\p{Script=Han}|\p{Script=Han}[A-Za-z]/u;

/** Encodings by defined term (PS3.3 C.12.1.1.2); names under other or wrong terms are tried as UTF-8 and GB18030. */
const ENCODINGS: Readonly<Record<string, string>> = { 'ISO_IR 192': 'utf-8', GB18030: 'gb18030', GBK: 'gb18030', 'ISO 2022 IR 58': 'gb18030', 'ISO_IR 101': 'iso-8859-2', 'ISO_IR 144': 'iso-8859-5', 'ISO_IR 13': 'shift_jis', 'ISO 2022 IR 87': 'iso-2022-jp' };

function decoded(base64: string, characterSet: string): string {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  // ISO 2022 escapes designate what the encoding says anyway.
  const plain = withoutEscapes(bytes);
  const stated = characterSet.split('\\').map((term) => ENCODINGS[term.trim()]).filter((encoding) => encoding !== undefined);
  for (const encoding of [...stated, 'utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(plain).replace(/[ \0]+$/, '');
      if (stated.includes(encoding) || !MIXED.test(text)) return text;
    } catch {
      // Not of this encoding; the next one is tried.
    }
  }
  return new TextDecoder('iso-8859-1').decode(bytes);
}

/** The ledger as people read it, in the order of the subject codes. */
export function ledgerRows(ledger: LedgerContent): readonly LedgerRow[] {
  return Object.entries(ledger.subjects).sort(([a], [b]) => (a < b ? -1 : 1)).map(([subject, { number, name, birthDate, characterSet, shiftDays }]) => {
    const set = decoded(characterSet, '');
    return { subject, number: decoded(number, set), name: decoded(name, set), birthDate: decoded(birthDate, set), shiftDays };
  });
}

const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The rows as CSV (RFC 4180). */
export function ledgerCsv(ledger: LedgerContent): string {
  const lines = ledgerRows(ledger).map(({ subject, number, name, birthDate, shiftDays }) => [subject, number, name, birthDate, String(shiftDays)].map(cell).join(','));
  return ['subject,number,name,birth_date,shift_days', ...lines, ''].join('\r\n');
}
