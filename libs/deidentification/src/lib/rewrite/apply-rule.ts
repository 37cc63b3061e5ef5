import { asciiBytes, lookUp, makeTag, parseTag, tagText, type DataSet, type Header, type TagText, type Vr, type WriteElement } from '@echocohort/dicom';
import type { Action } from '../deidentification.types.ts';
import { approvedDescription, makerOf, withoutMakers } from '../policy/approved-texts.ts';
import { capAge, cutTime, moveDateTime, type MoveDay } from './dates.ts';
import { isDeviceText, type OwnWords } from './device-text.ts';
import { textReadings } from './text-readings.ts';
import type { AllowRule, CodedChoice, ValueRule } from './value-rule.ts';

/** How identity is replaced: with the centre's key, or (on the server) only checked for having been replaced. */
export interface IdentityMap {
  readonly subjectCode: string;
  /** The new UID, or null when the file must not keep the given one. */
  mapUid(uid: string): string | null;
  readonly moveDay: MoveDay;
  /** Words of the patient that no kept text may hold. */
  readonly ownWords: OwnWords;
  /** What De-identification Method says. */
  readonly method: string;
}

type Kind = Action['action'];
/** New text with what was done; null drops the element. */
type TextOutcome = { readonly text: string; readonly action: Kind } | null;

const outcome = (before: string, after: string | null, changed: Kind): TextOutcome => (after === null || after === '' ? null : { text: after, action: after === before ? 'kept' : changed });

/** Values separated by backslashes; those that fail become empty. Nothing is left when all fail. */
function byPosition(text: string, keep: (value: string, position: number) => boolean): string | null {
  const values = text.split('\\').map((value) => value.trim()).map((value, position) => (keep(value, position) ? value : ''));
  while (values.length > 0 && values[values.length - 1] === '') values.pop();
  return values.length === 0 ? null : values.join('\\');
}

/** Smaller numbers than any setting; they would be written with exponents that do not read back. */
const LEAST_MAGNITUDE = 1e-9;
/** What a short-form length can say (PS3.5 7.1.2). */
const MOST_BYTES = 0xfffe;

/** The number in at most 16 characters (PS3.5 6.2, DS), as exactly as they allow. */
function shortText(number: number): string {
  const digits = [17, 9, 8, 7, 6, 5, 4, 3, 2, 1];
  return digits.map((count) => String(count === 17 ? number : Number(number.toPrecision(count)))).find(({ length }) => length <= 16) ?? '0';
}

/** IS or DS values in one spelling; null when one of them is no number within the bounds. */
export function numberText(text: string, { integer, least, most, mostValues }: Omit<Extract<ValueRule, { kind: 'number-text' }>, 'kind'>): string | null {
  const values = text.split('\\').map((value) => value.trim());
  if (values.length > mostValues) return null;
  const written = values.map((value) => {
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?$/.test(value)) return null;
    const number = Number(value) + 0;
    if (number < least || number > most || (integer && !Number.isInteger(number)) || (number !== 0 && Math.abs(number) < LEAST_MAGNITUDE)) return null;
    return shortText(number === 0 ? 0 : number);
  });
  return written.includes(null) ? null : written.join('\\');
}

/** A counter that repeats a number of the patient. */
const isOwnNumber = (text: string, own: OwnWords): boolean => /^\d{4,}$/.test(text) && own.has(text);

function deviceText(text: string, { mostDigits, keepPositions }: Extract<ValueRule, { kind: 'device-text' }>, own: OwnWords): string | null {
  if (keepPositions) return byPosition(text, (value) => isDeviceText(value, mostDigits, own));
  const kept = text.split('\\').map((value) => value.trim()).filter((value) => isDeviceText(value, mostDigits, own));
  return kept.length === 0 ? null : kept.join('\\');
}

/** Rules whose value is text. `before` is the source's trimmed value. */
function textOutcome(rule: ValueRule, before: string, identity: IdentityMap): TextOutcome {
  switch (rule.kind) {
    case 'mapped-uid':
      return outcome(before, identity.mapUid(before), 'uid-mapped');
    case 'registered-uid':
      return outcome(before, rule.allowed.has(before) ? before : null, 'cleaned');
    case 'codes':
      return outcome(before, byPosition(before, rule.allowed), 'cleaned');
    case 'date':
      return outcome(before, identity.moveDay(before), 'date-shifted');
    case 'time':
      return outcome(before, cutTime(before), 'cleaned');
    case 'date-time':
      return outcome(before, moveDateTime(before, identity.moveDay), 'date-shifted');
    case 'age':
      return outcome(before, capAge(before), 'cleaned');
    case 'device-text':
      return outcome(before, deviceText(before, rule, identity.ownWords), 'cleaned');
    case 'maker':
    case 'model':
      return outcome(before, isDeviceText(before, rule.mostDigits, identity.ownWords) ? before : null, 'cleaned');
    case 'number-text':
      return outcome(before, isOwnNumber(before, identity.ownWords) ? null : numberText(before, rule), 'cleaned');
    default:
      return null;
  }
}

/** Rules that look a text up in a closed list; its bytes may be of any character set. */
function listedText(rule: ValueRule, bytes: Uint8Array, own: OwnWords): string | null {
  const readings = textReadings(bytes);
  const first = (choose: (text: string) => string | null): string | null => readings.map(choose).find((choice) => choice !== null) ?? null;
  switch (rule.kind) {
    case 'maker':
      return first(makerOf);
    case 'model':
      return first((text) => (isDeviceText(withoutMakers(text), rule.mostDigits, own) ? withoutMakers(text) : null));
    case 'approved-text':
      return first(approvedDescription);
    default:
      return null;
  }
}

const isListed = (rule: ValueRule): boolean => rule.kind === 'maker' || rule.kind === 'model' || rule.kind === 'approved-text';

/** No geometry or calibration is larger; days, telephone numbers and letters read as numbers are. */
const MOST_MAGNITUDE = 9_999_999;

const fits = (number: number, width: 2 | 4 | 8, vr: Vr): boolean => {
  const most = width === 2 ? (vr === 'SS' ? 0x7fff : 0xffff) : MOST_MAGNITUDE;
  return Number.isInteger(number) && number <= most && number >= (vr === 'SS' ? -0x8000 : vr === 'SL' ? -MOST_MAGNITUDE : 0);
};

/** Little endian bytes of a number, whatever numeric VR the source gave it; null where there is none or none that geometry would have. */
function binaryValue(number: number | null, { width, float }: Extract<ValueRule, { kind: 'binary' }>, vr: Vr): Uint8Array | null {
  if (number === null) return null;
  const value = new Uint8Array(width);
  const view = new DataView(value.buffer);
  if (float) {
    if (number !== 0 && !(Math.abs(number) >= LEAST_MAGNITUDE && Math.abs(number) <= MOST_MAGNITUDE)) return null;
    if (width === 8) view.setFloat64(0, number === 0 ? 0 : number, true);
    else view.setFloat32(0, number === 0 ? 0 : number, true);
    return value;
  }
  if (!fits(number, width, vr)) return null;
  if (width === 2) view.setUint16(0, number & 0xffff, true);
  else view.setInt32(0, number, true);
  return value;
}

function tagsValue(tags: readonly TagText[], allowed: ReadonlySet<string>): Uint8Array | null {
  if (tags.length === 0 || tags.length > 4 || !tags.every((tag) => allowed.has(tag))) return null;
  const value = new Uint8Array(tags.length * 4);
  const view = new DataView(value.buffer);
  tags.forEach((text, index) => {
    const tag = parseTag(text);
    view.setUint16(index * 4, Math.floor(tag / 0x10000), true);
    view.setUint16(index * 4 + 2, tag % 0x10000, true);
  });
  return value;
}

/** The item of a coded choice (PS3.3 table 8.8-1). */
export function codeItem({ value, scheme, meaning }: CodedChoice): WriteElement[] {
  return [
    { tag: makeTag(0x0008, 0x0100), vr: 'SH', value: asciiBytes(value) },
    { tag: makeTag(0x0008, 0x0102), vr: 'SH', value: asciiBytes(scheme) },
    { tag: makeTag(0x0008, 0x0104), vr: 'LO', value: asciiBytes(meaning) },
  ];
}

const NUMERIC: ReadonlySet<string> = new Set(['US', 'SS', 'UL', 'SL', 'FL', 'FD', 'AT']);

/** Whether an element's stated VR can be read as the rule's: the same, UN, or any text for text (the value is checked anyway). */
export function isReadableAs(stated: Vr, wanted: string): boolean {
  if (stated === wanted || stated === 'UN') return true;
  // A region's corners come as US, SL or even IS: what counts is the number.
  if (NUMERIC.has(wanted)) return wanted !== 'AT' && (NUMERIC.has(stated) ? stated !== 'AT' : stated === 'IS' || stated === 'DS');
  if (wanted === 'SQ') return false;
  return !NUMERIC.has(stated) && !['SQ', 'OB', 'OW', 'OD', 'OF', 'OL', 'OV', 'SV', 'UV'].includes(stated);
}

/** What the rule makes of the element: something to write, or null. Sequences that need recursion are left to the caller. */
export function applyRule(allow: AllowRule, header: Header, identity: IdentityMap): { readonly element: WriteElement; readonly action: Kind } | null {
  const { rule, tag } = allow;
  const vr = lookUp(parseTag(tag))?.vr;
  const source = header.element(tag);
  // A value too long for its VR is not even looked at: only implicit encodings can hold one.
  if (!vr || !source || !isReadableAs(source.vr, allow.vr) || source.bytes.length > MOST_BYTES) return null;
  if (rule.kind === 'binary' || rule.kind === 'tags') {
    const value = rule.kind === 'binary' ? binaryValue(header.number(tag), rule, vr) : tagsValue(header.tags(tag), rule.allowed);
    return value === null ? null : { element: { tag: parseTag(tag), vr, value }, action: source.vr === vr ? 'kept' : 'cleaned' };
  }
  const before = header.text(tag);
  const plain = before === null ? null : textOutcome(rule, before, identity);
  const after = plain ?? (before !== null && isListed(rule) ? outcome(before, listedText(rule, source.bytes, identity.ownWords), 'cleaned') : null);
  return after === null || after.text.length > MOST_BYTES ? null : { element: { tag: parseTag(tag), vr, value: asciiBytes(after.text) }, action: after.action };
}

/** Paths of everything that a data set holds and nobody asked for. */
export function leftOut(dataSet: DataSet, wanted: ReadonlySet<TagText>, prefix: string): Action[] {
  return [...new Set(dataSet.all.map(({ tag }) => tagText(tag)))].filter((tag) => !wanted.has(tag)).map((tag) => ({ path: prefix + tag, action: 'removed' as const }));
}
