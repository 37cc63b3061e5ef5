import { ok, refuse, type Result } from '@echocohort/kernel';
import { duplicatePaths, Header, readPalette, readPixelLayout, tagText, writeDicom, type DicomFile, type OpenedDicom, type Palette, type PictureDecoder, type PixelLayout, type WriteElement } from '@echocohort/dicom';
import type { Action, KeptShape, MaskRectangle, MaskTemplate, ScannerLayout, TemplateCitation } from '../deidentification.types.ts';
import { planPixels, type PixelPlan } from '../pixels/pixel-plan.ts';
import { usedPalette } from '../pixels/used-entries.ts';
import { TOP_LIST } from '../policy/allow-list.ts';
import { methodText } from '../policy/method.ts';
import { ULTRASOUND_CLASSES } from '../policy/vocabulary.ts';
import { chooseMask, type ChosenMask } from '../trusted-regions.ts';
import type { IdentityMap } from './apply-rule.ts';
import { cleanLevel } from './clean-data-set.ts';
import { imageElements, withImage } from './image-elements.ts';
import { layoutOf } from './scanner-layout.ts';

/** What a rewriting needs besides the file. The same steps serve the centre (with its key) and the server's check. */
export interface RewriteOptions {
  readonly identity: Omit<IdentityMap, 'method'>;
  readonly blanked: readonly MaskRectangle[];
  readonly decoder?: PictureDecoder;
  /** The approved template for a file without a trusted region. */
  findTemplate(layout: ScannerLayout): Result<MaskTemplate | null>;
}

/** A file built anew from the allow list, all but the picture, and how the picture is cleaned. */
export interface Rewriting {
  /** Everything before the pixel element. */
  readonly head: Uint8Array;
  readonly pixels: PixelPlan;
  readonly frames: number;
  readonly actions: readonly Action[];
  readonly kept: readonly KeptShape[];
  readonly template: TemplateCitation | null;
  readonly codes: readonly string[];
  /** Date of the study as written, `YYYYMMDD`. */
  readonly studyDate: string | null;
}

const MEDIA_DIRECTORY = '1.2.840.10008.1.3.10';
const ALLOWED_TOP: ReadonlySet<string> = new Set(TOP_LIST.map(({ tag }) => tag));
/** Bit of Image Type's fourth value that says 3D rendering (PS3.3 C.8.5.6.1.1). */
const RENDERED_VOLUME = 0x0040;

/** A picture rendered from a volume can show a face. */
const isRendered = (file: DicomFile): boolean => /^[0-9A-F]{4}$/.test(file.header.texts('0008,0008')[3] ?? '') && (Number.parseInt(file.header.texts('0008,0008')[3] ?? '', 16) & RENDERED_VOLUME) !== 0;

/** Only single ultrasound images and clips; reports, documents, captures, volumes and directories wait for a person. */
function checkClass(file: DicomFile): Result<string> {
  const sopClass = file.header.text('0008,0016');
  if (file.header.element('0004,1220') || new Header(file.meta).text('0002,0002') === MEDIA_DIRECTORY) {
    return refuse({ code: 'dicomdir', detail: 'The file is the directory of a medium, not an image; it is never copied.' });
  }
  if (sopClass === null || !ULTRASOUND_CLASSES.has(sopClass)) {
    return refuse({ code: 'sop-class-not-accepted', detail: 'The file is no ultrasound image (it may be a report, a document or a screen capture), so it cannot be cleaned by these rules.' });
  }
  if (file.header.text('0008,0060') !== 'US') return refuse({ code: 'not-ultrasound', detail: 'The file does not name ultrasound as its modality.' });
  if (isRendered(file)) return refuse({ code: 'volume-rendering', detail: 'The picture is rendered from a volume and may show a face; a person must look at it.' });
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

const textOf = (elements: readonly WriteElement[], wanted: string): string | null => {
  const found = elements.find(({ tag }) => tagText(tag) === wanted);
  return found && 'value' in found && found.value.length > 0 ? String.fromCharCode(...found.value) : null;
};

/** The colour table as it is written; null for pictures without one. */
function paletteOf(file: DicomFile, pixels: PixelPlan): Result<Palette | null> {
  const palette = pixels.layout.photometric === 'PALETTE COLOR' ? readPalette(file.header) : null;
  return palette === null ? ok(null) : usedPalette(palette, pixels, pixels.layout.frames);
}

function assemble(file: DicomFile, identity: IdentityMap, pixels: PixelPlan): Result<Pick<Rewriting, 'head' | 'actions' | 'studyDate'>> {
  const level = cleanLevel(file.header, TOP_LIST, identity);
  if (level.missing.length > 0) {
    const detail = 'The file lacks an attribute that an image must have, or holds it in a form that cannot be kept; export it from the scanner again.';
    const changed = level.actions.filter(({ action }) => action !== 'kept').map(({ path }) => path);
    return refuse({ code: 'attribute-missing', detail, facts: { paths: level.missing, changed } });
  }
  const palette = paletteOf(file, pixels);
  if (!palette.ok) return palette;
  const image = imageElements(file, pixels, palette.value);
  const uid = identity.mapUid(file.header.text('0008,0018') ?? '');
  const sopClassUid = file.header.text('0008,0016');
  if (uid === null || sopClassUid === null) return refuse({ code: 'attribute-missing', detail: 'The file lacks its own identity; export it from the scanner again.', facts: { paths: ['0008,0018'] } });
  const head = writeDicom({ transferSyntax: pixels.transferSyntax, sopClassUid, sopInstanceUid: uid, elements: withImage(level.elements, image) });
  const around: Action[] = [
    ...(file.hasPreamble ? [{ path: '(preamble)', action: 'replaced' as const }] : []),
    { path: '(meta)', action: 'replaced' },
    ...(file.trailingBytes > 0 ? [{ path: '(end)', action: 'removed' as const }] : []),
  ];
  return ok({ head, actions: [...around, ...level.actions, ...imageActions(file, image)], studyDate: textOf(level.elements, '0008,0020') });
}

function maskOf(file: DicomFile, layout: PixelLayout, options: RewriteOptions): Result<ChosenMask> {
  return chooseMask(file, layout, () => options.findTemplate(layoutOf(file.header, layout, options.identity)));
}

/** Plans the clean file of one image, or says why it must be held. */
export function rewriteImage(opened: OpenedDicom, options: RewriteOptions): Result<Rewriting> {
  const { file } = opened;
  const sopClass = checkClass(file);
  if (!sopClass.ok) return sopClass;
  const single = checkDuplicates(file);
  if (!single.ok) return single;
  const layout = readPixelLayout(file);
  if (!layout.ok) return layout;
  const mask = maskOf(file, layout.value, options);
  if (!mask.ok) return mask;
  const { kept, template, codes } = mask.value;
  const pixels = planPixels(opened, layout.value, { kept, blanked: options.blanked }, options.decoder);
  if (!pixels.ok) return pixels;
  const assembled = assemble(file, { ...options.identity, method: methodText(template) }, pixels.value);
  return assembled.ok ? ok({ ...assembled.value, pixels: pixels.value, frames: layout.value.frames, kept, template, codes }) : assembled;
}
