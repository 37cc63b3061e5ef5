import type { DicomFile } from './parse-dicom.ts';

/** One item of Sequence of Ultrasound Regions (PS3.3 C.8.5.5), corners inclusive. */
export interface UltrasoundRegion {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  /** 0 none, 1 2D, 2 M-mode, 3 spectral, 4 waveform, 5 graphics. */
  readonly spatialFormat: number;
  /** 0 none, 1 tissue, 2 colour flow, 3 PW spectral, 4 CW spectral, … */
  readonly dataType: number;
  readonly flags: number;
  /** 3 = centimetres, 4 = seconds, … */
  readonly unitsX: number;
  readonly unitsY: number;
  readonly deltaX: number;
  readonly deltaY: number;
  readonly transducerFrequency: number | null;
}

/** Physical unit code of centimetres (PS3.3 C.8.5.5.1.15). */
export const UNIT_CENTIMETRE = 3;
export const DATA_TYPE_TISSUE = 1;
export const DATA_TYPE_COLOUR_FLOW = 2;

/** All regions of a file as stated; nothing is clamped or trusted here. Items without four corners are left out. */
export function readRegions(file: DicomFile): UltrasoundRegion[] {
  return file.header.items('0018,6011').flatMap((item) => {
    const [x0, y0, x1, y1] = [item.number('0018,6018'), item.number('0018,601a'), item.number('0018,601c'), item.number('0018,601e')];
    if (x0 === null || y0 === null || x1 === null || y1 === null) return [];
    return [{
      x0, y0, x1, y1,
      spatialFormat: item.number('0018,6012') ?? 0,
      dataType: item.number('0018,6014') ?? 0,
      flags: item.number('0018,6016') ?? 0,
      unitsX: item.number('0018,6024') ?? 0,
      unitsY: item.number('0018,6026') ?? 0,
      deltaX: item.number('0018,602c') ?? 0,
      deltaY: item.number('0018,602e') ?? 0,
      transducerFrequency: item.number('0018,6030'),
    }];
  });
}

/** A 2D region whose pixels have a size in centimetres in both directions. */
export function isCalibrated(region: UltrasoundRegion): boolean {
  return region.spatialFormat === 1 && region.unitsX === UNIT_CENTIMETRE && region.unitsY === UNIT_CENTIMETRE
    && Number.isFinite(region.deltaX) && Number.isFinite(region.deltaY) && region.deltaX !== 0 && region.deltaY !== 0;
}
