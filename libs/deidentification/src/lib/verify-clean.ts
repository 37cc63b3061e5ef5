import { ok, refuse, type Result } from '@echocohort/kernel';
import { parseDicom, type DataSet, type DicomElement, type DicomFile } from '@echocohort/dicom';
import type { IdentifiableRefusal, VerifiedFile, VerifyOptions } from './deidentification.types.ts';
import { isMappedUid, SUBJECT_CODE } from './keyed-identity.ts';
import { moveByDays } from './rewrite/dates.ts';
import { rewriteImage } from './rewrite/rewrite-image.ts';

const identifiable = (paths: readonly string[]): Result<never, IdentifiableRefusal> => refuse({
  code: 'identifiable',
  detail: 'The file holds content that the de-identification rules do not allow; clean it with the centre\'s key and send it again. Nothing of it was kept.',
  facts: { paths: [...new Set(paths)].sort() },
});

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, index) => byte === b[index]);

/** Equality of large buffers, eight bytes at a time where alignment allows. */
function sameFile(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  const words = Math.floor(a.length / 4);
  if (a.byteOffset % 4 !== 0 || b.byteOffset % 4 !== 0) return sameBytes(a, b);
  const [left, right] = [new Uint32Array(a.buffer, a.byteOffset, words), new Uint32Array(b.buffer, b.byteOffset, words)];
  for (let index = 0; index < words; index++) if (left[index] !== right[index]) return false;
  return sameBytes(a.subarray(words * 4), b.subarray(words * 4));
}

function sameElement(a: DicomElement | undefined, b: DicomElement | undefined): boolean {
  if (!a || !b || a.vr !== b.vr || !sameFile(a.bytes, b.bytes)) return false;
  if (a.encapsulated || b.encapsulated) {
    const [left, right] = [a.encapsulated?.fragments ?? [], b.encapsulated?.fragments ?? []];
    return left.length === right.length && left.every(({ bytes }, index) => sameBytes(bytes, right[index]?.bytes ?? new Uint8Array(0)));
  }
  const [left, right] = [a.items ?? [], b.items ?? []];
  return left.length === right.length && left.every((item, index) => differing(item, right[index]).length === 0);
}

function differing(a: DataSet, b: DataSet | undefined): string[] {
  const tags = new Set([...a.elements.keys(), ...(b?.elements.keys() ?? [])]);
  return [...tags].filter((tag) => !sameElement(a.elements.get(tag), b?.elements.get(tag)));
}

/** Where two files differ: elements, else the parts around them. */
function differences(bytes: Uint8Array, file: DicomFile, rewritten: Uint8Array): string[] {
  const again = parseDicom(rewritten);
  const elements = again.ok ? differing(file.dataSet, again.value.dataSet) : [];
  const around = [
    ...(bytes.subarray(0, 128).some((byte) => byte !== 0) ? ['(preamble)'] : []),
    ...(file.trailingBytes > 0 ? ['(end)'] : []),
    ...(again.ok && differing(file.meta, again.value.meta).length > 0 ? ['(meta)'] : []),
  ];
  const all = [...elements, ...around];
  return all.length > 0 ? all : ['(encoding)'];
}

const pathsOf = (fact: unknown): string[] => (Array.isArray(fact) ? fact.filter((path) => typeof path === 'string') : []);

function checkSubject(file: DicomFile, options: VerifyOptions): string | null {
  const subjectCode = file.header.text('0010,0020') ?? '';
  const centre = SUBJECT_CODE.exec(subjectCode)?.[1];
  if (centre === undefined || (options.centre !== undefined && centre !== options.centre)) return null;
  return options.subjectCode === undefined || options.subjectCode === subjectCode ? subjectCode : null;
}

/**
 * Decides without the centre's key whether a file is exactly what the allow-list writer could have written: writing it again, with
 * UIDs and dates left as they are but checked for their form, must give the same bytes. The findings name tag paths, never values.
 */
export function verifyClean(bytes: Uint8Array, options: VerifyOptions = {}): Result<VerifiedFile, IdentifiableRefusal> {
  const parsed = parseDicom(bytes, { inflate: options.inflate });
  if (!parsed.ok) return parsed;
  const file = parsed.value;
  const subjectCode = checkSubject(file, options);
  const mapUid = (uid: string): string | null => (isMappedUid(uid) ? uid : null);
  const rewritten = rewriteImage(file, { subjectCode: subjectCode ?? 'C00-0000', mapUid, moveDay: moveByDays(0), ownWords: new Set() });
  const subject = subjectCode === null ? ['0010,0020'] : [];
  if (!rewritten.ok) {
    const { code, facts } = rewritten.refusal;
    return code === 'attribute-missing' ? identifiable([...subject, ...pathsOf(facts?.['paths']), ...pathsOf(facts?.['changed'])]) : rewritten;
  }
  if (subjectCode !== null && sameFile(bytes, rewritten.value.bytes)) return ok({ file, subjectCode, mask: rewritten.value.mask });
  const touched = rewritten.value.actions.filter(({ path, action }) => action !== 'kept' && action !== 'blanked' && !path.startsWith('(')).map(({ path }) => path);
  return identifiable([...subject, ...touched, ...differences(bytes, file, rewritten.value.bytes)]);
}
