import { ok, refuse, type Result } from '@echocohort/kernel';
import { readRegions, type DicomFile, type PixelLayout, type UltrasoundRegion } from '@echocohort/dicom';
import type { KeptShape, MaskRectangle, MaskTemplate, TemplateCitation } from './deidentification.types.ts';
import { keptArea, keptRows } from './templates/kept-shapes.ts';
import { NEARLY_WHOLE } from './templates/mask-template.ts';

/** Regions that may stay, and remarks about them. */
export interface TrustedRegions {
  readonly kept: readonly KeptShape[];
  readonly codes: readonly string[];
}

const MOST_REGIONS = 64;
/** Some scanners state the corner one beyond the last pixel. */
const TOLERATED_OVERRUN = 1;

/** Spatial formats 2D, M-mode, spectral and waveform (PS3.3 C.8.5.5.1.1); graphics may be text. */
const isPictureFormat = (format: number): boolean => format >= 1 && format <= 4;
/** Data types tissue to phonocardiogram (C.8.5.5.1.2); grey and colour bars carry labels, "other" may be anything. */
const isPictureData = (type: number): boolean => type >= 1 && type <= 12;

const held = (code: string, detail: string): Result<never> => refuse({ code, detail });

function judge(region: UltrasoundRegion, { rows, columns }: PixelLayout): Result<MaskRectangle & { readonly clamped: boolean }> {
  const { x0, y0, x1, y1 } = region;
  if (![x0, y0, x1, y1].every(Number.isInteger) || x0 < 0 || y0 < 0 || x0 >= x1 || y0 >= y1) return held('region-inverted', 'An ultrasound region of the file is turned inside out, so the file does not say reliably where the picture lies; a person must look at it.');
  if (x1 > columns - 1 + TOLERATED_OVERRUN || y1 > rows - 1 + TOLERATED_OVERRUN) {
    return held('region-out-of-bounds', 'An ultrasound region of the file reaches beyond the picture, so it belongs to another size of the picture; a person must look at it.');
  }
  const clamped = { x0, y0, x1: Math.min(x1, columns - 1), y1: Math.min(y1, rows - 1) };
  if ((clamped.x1 - x0 + 1) * (clamped.y1 - y0 + 1) >= NEARLY_WHOLE * rows * columns) {
    return held('region-covers-image', 'An ultrasound region of the file covers the whole picture, so nothing tells picture from text; a person must look at it.');
  }
  return ok({ ...clamped, clamped: clamped.x1 !== x1 || clamped.y1 !== y1 });
}

/**
 * The regions whose pixels may stay. One that claims a picture but cannot be right holds the whole file: then none of the
 * table can be believed. No region at all holds the file too.
 */
export function trustedRegions(file: DicomFile, layout: PixelLayout): Result<TrustedRegions> {
  const regions = readRegions(file);
  if (regions.length > MOST_REGIONS) return held('too-many-regions', 'The file lists more ultrasound regions than any scanner draws; a person must look at it.');
  const kept: KeptShape[] = [];
  let clamped = false;
  for (const region of regions) {
    if (!isPictureFormat(region.spatialFormat) || !isPictureData(region.dataType)) continue;
    const judged = judge(region, layout);
    if (!judged.ok) return judged;
    const { x0, y0, x1, y1 } = judged.value;
    clamped ||= judged.value.clamped;
    kept.push({ kind: 'rectangle', x0, y0, x1, y1 });
  }
  if (kept.length === 0) return held('no-trusted-region', 'The file does not say where its ultrasound picture lies, so text beside it cannot be told from it; a person must draw a mask.');
  if (keptArea(keptRows(kept, layout)) >= NEARLY_WHOLE * layout.rows * layout.columns) return held('region-covers-image', 'The ultrasound regions of the file cover the whole picture, so nothing tells picture from text; a person must look at it.');
  return ok({ kept, codes: clamped ? ['region-clamped'] : [] });
}

/** What stays, and who says so: the file's regions, or a template. */
export interface ChosenMask extends TrustedRegions {
  readonly template: TemplateCitation | null;
}

/** Finds the approved template for a file that has no trusted region: by the scanner's layout, or (on the server) by what the file names. */
export interface TemplateFinder {
  (): Result<MaskTemplate | null>;
}

/**
 * Without a region that may be trusted, or with one that covers everything, an approved template for just this scanner and picture
 * size says where the picture lies. A table of regions that contradicts the picture holds the file all the same.
 */
const TEMPLATE_HELPS: ReadonlySet<string> = new Set(['no-trusted-region', 'region-covers-image']);

/** The mask of a file, or the reason to hold it. */
export function chooseMask(file: DicomFile, layout: PixelLayout, find: TemplateFinder): Result<ChosenMask> {
  const regions = trustedRegions(file, layout);
  if (regions.ok) return ok({ ...regions.value, template: null });
  if (!TEMPLATE_HELPS.has(regions.refusal.code)) return regions;
  const template = find();
  if (!template.ok) return template;
  if (template.value === null) return regions;
  const { kept, id, version } = template.value;
  return ok({ kept, codes: ['mask-template'], template: { id, version } });
}
