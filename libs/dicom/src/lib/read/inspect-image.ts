import { isPlainDate, ok, refuse, type PlainDate, type Result } from '@echocohort/kernel';
import { isNativeSyntax } from '../transfer-syntax.ts';
import type { DicomFile } from './parse-dicom.ts';
import { readRegions, isCalibrated, type UltrasoundRegion } from './ultrasound-regions.ts';

/** How the samples of an image lie in its pixel data (PS3.3 C.7.6.3). */
export interface PixelLayout {
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  readonly samplesPerPixel: number;
  readonly photometric: string;
  readonly planarConfiguration: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
}

/** The scanner as the file states it. */
export interface ScannerIdentity {
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly softwareVersions: readonly string[];
  readonly transducerData: readonly string[];
  readonly transducerType: string | null;
}

/** What the protocol's slot checks read of an image. No attribute in it identifies a patient once the file is clean. */
export interface DicomHeader extends PixelLayout, ScannerIdentity {
  readonly sopClassUid: string | null;
  readonly sopInstanceUid: string | null;
  readonly studyInstanceUid: string | null;
  readonly seriesInstanceUid: string | null;
  readonly modality: string | null;
  readonly imageType: readonly string[];
  readonly transferSyntax: string;
  readonly encapsulated: boolean;
  readonly regions: readonly UltrasoundRegion[];
  /** Whether at least one trusted region has physical units in both directions. */
  readonly calibrated: boolean;
  /** The subject's pseudonym in a clean file. */
  readonly patientId: string | null;
  readonly studyDate: PlainDate | null;
  readonly acquisitionDate: PlainDate | null;
  /** Milliseconds between frames, from Frame Time, Frame Time Vector (mean) or Cine Rate; null when the file says none. */
  readonly frameTime: number | null;
  readonly lossy: boolean;
  /** Value of Ultrasound Color Data Present; null when absent. Scanners set it unreliably. */
  readonly ultrasoundColourDataPresent: boolean | null;
}

/** The layout of the pixel data, or a refusal that says which attribute is missing or impossible. */
export function readPixelLayout(file: DicomFile): Result<PixelLayout> {
  const { header } = file;
  const need = (tag: string, least: number, most: number): number | null => {
    const value = header.number(tag);
    return value !== null && Number.isInteger(value) && value >= least && value <= most ? value : null;
  };
  const [rows, columns, samplesPerPixel] = [need('0028,0010', 1, 65_535), need('0028,0011', 1, 65_535), need('0028,0002', 1, 4)];
  const [bitsAllocated, bitsStored, highBit] = [need('0028,0100', 1, 64), need('0028,0101', 1, 64), need('0028,0102', 0, 63)];
  const photometric = header.text('0028,0004');
  const frames = header.element('0028,0008') === null || header.text('0028,0008') === null ? 1 : need('0028,0008', 1, 100_000);
  if (rows === null || columns === null || samplesPerPixel === null || bitsAllocated === null || bitsStored === null || highBit === null || photometric === null || frames === null) {
    return refuse({ code: 'image-description-incomplete', detail: 'The file does not say how its pixels lie (rows, columns, samples, bits, frames or photometric interpretation); it is no complete image.' });
  }
  const planarConfiguration = header.number('0028,0006') ?? 0;
  const signed = header.number('0028,0103') === 1;
  return ok({ rows, columns, frames, samplesPerPixel, photometric, planarConfiguration, bitsAllocated, bitsStored, highBit, signed });
}

/** `YYYYMMDD` as a plain date; null for anything else. */
export function readDate(text: string | null): PlainDate | null {
  if (text === null || !/^\d{8}$/.test(text)) return null;
  const date = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  return isPlainDate(date) ? date : null;
}

function frameTimeOf(file: DicomFile): number | null {
  const { header } = file;
  const stated = header.number('0018,1063');
  if (stated !== null && stated > 0) return stated;
  const vector = header.numbers('0018,1065').slice(1);
  if (vector.length > 0) return vector.reduce((sum, step) => sum + step, 0) / vector.length;
  const rate = header.number('0018,0040');
  return rate !== null && rate > 0 ? 1000 / rate : null;
}

/** Describes an image for the protocol checks. */
export function inspectImage(file: DicomFile): Result<DicomHeader> {
  const layout = readPixelLayout(file);
  if (!layout.ok) return layout;
  const { header, transferSyntax } = file;
  const regions = readRegions(file);
  return ok({
    ...layout.value,
    sopClassUid: header.text('0008,0016'),
    sopInstanceUid: header.text('0008,0018'),
    studyInstanceUid: header.text('0020,000d'),
    seriesInstanceUid: header.text('0020,000e'),
    modality: header.text('0008,0060'),
    manufacturer: header.text('0008,0070'),
    model: header.text('0008,1090'),
    softwareVersions: header.texts('0018,1020'),
    transducerData: header.texts('0018,5010'),
    transducerType: header.text('0018,6031'),
    imageType: header.texts('0008,0008'),
    transferSyntax,
    encapsulated: !isNativeSyntax(transferSyntax),
    regions,
    calibrated: regions.some((region) => isCalibrated(region)),
    patientId: header.text('0010,0020'),
    studyDate: readDate(header.text('0008,0020')),
    acquisitionDate: readDate(header.text('0008,0022')) ?? readDate(header.text('0008,002a')?.slice(0, 8) ?? null),
    frameTime: frameTimeOf(file),
    lossy: header.text('0028,2110') === '01',
    ultrasoundColourDataPresent: header.number('0028,0014') === null ? null : header.number('0028,0014') === 1,
  });
}
