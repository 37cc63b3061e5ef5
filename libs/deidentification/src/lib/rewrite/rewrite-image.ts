import { ok, refuse, type Result } from '@echocohort/kernel';
import { duplicatePaths, Header, readPixelLayout, tagText, writeDicom, type DicomFile, type PixelLayout, type WriteElement } from '@echocohort/dicom';
import type { Action, MaskRectangle } from '../deidentification.types.ts';
import { cleanPixels, type CleanPixels } from '../pixels/clean-pixels.ts';
import { TOP_LIST } from '../policy/allow-list.ts';
import { ULTRASOUND_CLASSES } from '../policy/vocabulary.ts';
import { trustedRegions } from '../trusted-regions.ts';
import type { IdentityMap } from './apply-rule.ts';
import { cleanLevel } from './clean-data-set.ts';
import { imageElements } from './image-elements.ts';

/** A file built anew from the allow list. */
export interface Rewritten {
  readonly bytes: Uint8Array;
  readonly actions: readonly Action[];
  readonly mask: readonly MaskRectangle[];
  readonly codes: readonly string[];
}

const MEDIA_DIRECTORY = '1.2.840.10008.1.3.10';
const ALLOWED_TOP: ReadonlySet<string> = new Set(TOP_LIST.map(({ tag }) => tag));

/** Only single ultrasound images and clips; reports, documents, captures and directories wait for a person. */
function checkClass(file: DicomFile): Result<string> {
  const sopClass = file.header.text('0008,0016');
  if (file.header.element('0004,1220') || new Header(file.meta).text('0002,0002') === MEDIA_DIRECTORY) {
    return refuse({ code: 'dicomdir', detail: 'The file is the directory of a medium, not an image; it is never copied.' });
  }
  if (sopClass === null || !ULTRASOUND_CLASSES.has(sopClass)) {
    return refuse({ code: 'sop-class-not-accepted', detail: 'The file is no ultrasound image (it may be a report, a document or a screen capture), so it cannot be cleaned by these rules.' });
  }
  if (file.header.text('0008,0060') !== 'US') return refuse({ code: 'not-ultrasound', detail: 'The file does not name ultrasound as its modality.' });
  return ok(sopClass);
}

/** An allowed attribute that occurs twice: which one a reader takes is anybody's guess. */
function checkDuplicates(file: DicomFile): Result<null> {
  const doubled = duplicatePaths(file.dataSet).filter((path) => ALLOWED_TOP.has(path.slice(0, 9)));
  if (doubled.length === 0) return ok(null);
  return refuse({ code: 'duplicate-element', detail: 'The file holds an attribute twice, so its content is ambiguous; export it from the scanner again.', facts: { paths: doubled } });
}

function imageActions(file: DicomFile, written: readonly WriteElement[]): Action[] {
  const tags = new Set(written.map(({ tag }) => tagText(tag)));
  const image = TOP_LIST.filter(({ rule }) => rule.kind === 'image').map(({ tag }) => tag);
  return image.flatMap((tag): Action[] => {
    if (tag === '7fe0,0010') return [{ path: tag, action: 'blanked' }];
    if (tags.has(tag)) return [{ path: tag, action: file.header.element(tag) ? 'kept' : 'added' }];
    return file.header.element(tag) ? [{ path: tag, action: 'removed' }] : [];
  });
}

function assemble(file: DicomFile, identity: IdentityMap, layout: PixelLayout, pixels: CleanPixels): Result<{ bytes: Uint8Array; actions: readonly Action[] }> {
  const level = cleanLevel(file.header, TOP_LIST, identity);
  if (level.missing.length > 0) {
    const detail = 'The file lacks an attribute that an image must have, or holds it in a form that cannot be kept; export it from the scanner again.';
    const changed = level.actions.filter(({ action }) => action !== 'kept').map(({ path }) => path);
    return refuse({ code: 'attribute-missing', detail, facts: { paths: level.missing, changed } });
  }
  const image = imageElements(file, layout, pixels);
  const elements = [...level.elements, ...image].sort((a, b) => a.tag - b.tag);
  const uid = identity.mapUid(file.header.text('0008,0018') ?? '');
  const sopClassUid = file.header.text('0008,0016');
  if (uid === null || sopClassUid === null) return refuse({ code: 'attribute-missing', detail: 'The file lacks its own identity; export it from the scanner again.', facts: { paths: ['0008,0018'] } });
  const bytes = writeDicom({ transferSyntax: pixels.transferSyntax, sopClassUid, sopInstanceUid: uid, elements });
  const around: Action[] = [
    ...(file.hasPreamble ? [{ path: '(preamble)', action: 'replaced' as const }] : []),
    { path: '(meta)', action: 'replaced' },
    ...(file.trailingBytes > 0 ? [{ path: '(end)', action: 'removed' as const }] : []),
  ];
  return ok({ bytes, actions: [...around, ...level.actions, ...imageActions(file, image)] });
}

/** Builds the clean file for one image, or says why it must be held. The same steps serve the centre (with its key) and the server's check. */
export function rewriteImage(file: DicomFile, identity: IdentityMap): Result<Rewritten> {
  const sopClass = checkClass(file);
  if (!sopClass.ok) return sopClass;
  const single = checkDuplicates(file);
  if (!single.ok) return single;
  const layout = readPixelLayout(file);
  if (!layout.ok) return layout;
  const regions = trustedRegions(file, layout.value);
  if (!regions.ok) return regions;
  const pixels = cleanPixels(file, layout.value, regions.value.mask);
  if (!pixels.ok) return pixels;
  const assembled = assemble(file, identity, layout.value, pixels.value);
  if (!assembled.ok) return assembled;
  return ok({ ...assembled.value, mask: regions.value.mask, codes: [...regions.value.codes, ...pixels.value.codes] });
}
