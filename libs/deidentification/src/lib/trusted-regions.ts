import { ok, refuse, type Result } from '@echocohort/kernel';
import { readRegions, type DicomFile, type PixelLayout, type UltrasoundRegion } from '@echocohort/dicom';
import type { MaskRectangle } from './deidentification.types.ts';

/** Regions that may stay, and remarks about them. */
export interface TrustedRegions {
  readonly mask: readonly MaskRectangle[];
  readonly codes: readonly string[];
}

/** A mask that covers more of the picture than this protects nothing. */
const NEARLY_WHOLE = 0.95;
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
  if (x0 >= x1 || y0 >= y1) return held('region-inverted', 'An ultrasound region of the file is turned inside out, so the file does not say reliably where the picture lies; a person must look at it.');
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
  const mask: MaskRectangle[] = [];
  let clamped = false;
  for (const region of regions) {
    if (!isPictureFormat(region.spatialFormat) || !isPictureData(region.dataType)) continue;
    const judged = judge(region, layout);
    if (!judged.ok) return judged;
    const { x0, y0, x1, y1 } = judged.value;
    clamped ||= judged.value.clamped;
    mask.push({ x0, y0, x1, y1 });
  }
  if (mask.length === 0) return held('no-trusted-region', 'The file does not say where its ultrasound picture lies, so text beside it cannot be told from it; a person must draw a mask.');
  const kept = keptRows(mask, layout).reduce((sum, spans) => sum + spans.reduce((width, { from, to }) => width + to - from, 0), 0);
  if (kept >= NEARLY_WHOLE * layout.rows * layout.columns) return held('region-covers-image', 'The ultrasound regions of the file cover the whole picture, so nothing tells picture from text; a person must look at it.');
  return ok({ mask, codes: clamped ? ['region-clamped'] : [] });
}

/** Columns of one row that stay, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** For each row the spans that stay, merged and in order. */
export function keptRows(mask: readonly MaskRectangle[], { rows, columns }: Pick<PixelLayout, 'rows' | 'columns'>): readonly (readonly Span[])[] {
  return Array.from({ length: rows }, (_, row) => {
    const spans = mask.filter(({ y0, y1 }) => y0 <= row && row <= y1).map(({ x0, x1 }) => ({ from: x0, to: Math.min(columns, x1 + 1) }));
    if (spans.length < 2) return spans;
    spans.sort((a, b) => a.from - b.from);
    return spans.reduce<Span[]>((merged, span) => {
      const last = merged[merged.length - 1];
      if (!last || span.from > last.to) return [...merged, span];
      return [...merged.slice(0, -1), { from: last.from, to: Math.max(last.to, span.to) }];
    }, []);
  });
}
