import { ok, refuse, type Result } from '@echocohort/kernel';
import { memorySource, openDicom, parseDicom, type ByteSource, type DataSet, type DicomElement, type DicomFile } from '@echocohort/dicom';
import type { IdentifiableRefusal, MaskTemplate, ScannerLayout, VerifiedFile, VerifyOptions } from './deidentification.types.ts';
import { isMappedUid, SUBJECT_CODE } from './keyed-identity.ts';
import { moveByDays } from './rewrite/dates.ts';
import { rewriteImage, type Rewriting } from './rewrite/rewrite-image.ts';
import { CompareSink, sameBytes } from './rewrite/sinks.ts';
import { writeOut } from './rewrite/write-out.ts';
import { boundsOf } from './templates/kept-shapes.ts';
import { citedTemplate, readCitation } from './templates/mask-template.ts';

const PIXELS = '7fe0,0010';

const identifiable = (paths: readonly string[]): Result<never, IdentifiableRefusal> => refuse({
  code: 'identifiable',
  detail: 'The file holds content that the de-identification rules do not allow; clean it with the centre\'s key and send it again. Nothing of it was kept.',
  facts: { paths: [...new Set(paths)].sort() },
});

function sameElement(a: DicomElement | undefined, b: DicomElement | undefined): boolean {
  if (!a || !b || a.vr !== b.vr || !sameBytes(a.bytes, b.bytes)) return false;
  const [left, right] = [a.items ?? [], b.items ?? []];
  return left.length === right.length && left.every((item, index) => differing(item, right[index]).length === 0);
}

function differing(a: DataSet, b: DataSet | undefined): string[] {
  const tags = new Set([...a.elements.keys(), ...(b?.elements.keys() ?? [])]);
  tags.delete(PIXELS);
  return [...tags].filter((tag) => !sameElement(a.elements.get(tag), b?.elements.get(tag)));
}

/** Where a file differs from what the writer would have written: elements, else the picture or the parts around. */
function differences(source: ByteSource, file: DicomFile, { head }: Rewriting): string[] {
  const again = parseDicom(head);
  const elements = again.ok ? differing(file.dataSet, again.value.dataSet) : [];
  const around = [
    ...(source.read(0, Math.min(128, source.size)).some((byte) => byte !== 0) ? ['(preamble)'] : []),
    ...(file.trailingBytes > 0 ? ['(end)'] : []),
    ...(again.ok && differing(file.meta, again.value.meta).length > 0 ? ['(meta)'] : []),
  ];
  const all = [...elements, ...around];
  if (all.length > 0) return all;
  return sameBytes(source.read(0, Math.min(head.length, source.size)), head) ? [PIXELS] : ['(encoding)'];
}

const pathsOf = (fact: unknown): string[] => (Array.isArray(fact) ? fact.filter((path) => typeof path === 'string') : []);

function checkSubject(file: DicomFile, options: VerifyOptions): string | null {
  const subjectCode = file.header.text('0010,0020') ?? '';
  const centre = SUBJECT_CODE.exec(subjectCode)?.[1];
  if (centre === undefined || (options.centre !== undefined && centre !== options.centre)) return null;
  return options.subjectCode === undefined || options.subjectCode === subjectCode ? subjectCode : null;
}

/** The template that the file names, out of those that two persons approved. */
function namedTemplate(file: DicomFile, templates: readonly MaskTemplate[], layout: ScannerLayout): Result<MaskTemplate | null> {
  const cited = file.header.texts('0012,0063').slice(1).map(readCitation).find((citation) => citation !== null);
  if (!cited) return ok(null);
  const template = citedTemplate(templates, cited, layout);
  if (template === null) return refuse({ code: 'template-unknown', detail: 'The file names a mask template that is not approved for its scanner; clean the original again with the templates of the study.' });
  return ok(template);
}

/** `verifyClean` for a file that need not be in memory. */
export function verifyCleanStream(source: ByteSource, options: VerifyOptions = {}): Result<VerifiedFile, IdentifiableRefusal> {
  const opened = openDicom(source, { inflate: options.inflate });
  if (!opened.ok) return opened;
  const { file } = opened.value;
  const subjectCode = checkSubject(file, options);
  const mapUid = (uid: string): string | null => (isMappedUid(uid) ? uid : null);
  const identity = { subjectCode: subjectCode ?? 'C00-0000', mapUid, moveDay: moveByDays(0), ownWords: new Set<string>() };
  const rewriting = rewriteImage(opened.value, { identity, blanked: [], findTemplate: (layout) => namedTemplate(file, options.templates ?? [], layout) });
  const subject = subjectCode === null ? ['0010,0020'] : [];
  if (!rewriting.ok) {
    const { code, facts } = rewriting.refusal;
    return code === 'attribute-missing' ? identifiable([...subject, ...pathsOf(facts?.['paths']), ...pathsOf(facts?.['changed'])]) : rewriting;
  }
  const sink = new CompareSink(source);
  const written = writeOut(rewriting.value, sink);
  if (!written.ok) return written;
  const { kept, template, actions } = rewriting.value;
  if (subjectCode !== null && sink.same) return ok({ file, subjectCode, mask: kept.map(boundsOf), kept, template });
  const touched = actions.filter(({ path, action }) => action !== 'kept' && action !== 'blanked' && !path.startsWith('(')).map(({ path }) => path);
  return identifiable([...subject, ...touched, ...differences(source, file, rewriting.value)]);
}

/**
 * Decides without the centre's key whether a file is exactly what the allow-list writer could have written: writing it again, with
 * UIDs and dates left as they are but checked for their form, must give the same bytes. The findings name tag paths, never values.
 */
export function verifyClean(bytes: Uint8Array, options: VerifyOptions = {}): Result<VerifiedFile, IdentifiableRefusal> {
  const verified = verifyCleanStream(memorySource(bytes), options);
  if (!verified.ok) return verified;
  const file = parseDicom(bytes);
  return file.ok ? ok({ ...verified.value, file: file.value }) : file;
}
