import { isCalibrated, readPixelLayout, readRegions, type DicomFile, type UltrasoundRegion } from '@echocohort/dicom';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { boxOf, type PixelSize } from '../shapes/measure.ts';
import type { Point } from '../shapes/outline.ts';

/** What a derived object takes over from the image that it speaks of. */
export interface SourceImage {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  /** Values of the patient and study modules as the image writes them, empty where it has none. */
  readonly patientId: string;
  readonly patientName: string;
  readonly studyDate: string;
  readonly studyTime: string;
  readonly studyId: string;
  readonly accession: string;
  readonly instanceNumber: string;
  readonly regions: readonly UltrasoundRegion[];
}

const ascii = (value: string | null): string => (value ?? '').replace(/[^ -~]/g, '?');

/** Reads what is needed of an image; refuses a file that could not be referenced. */
export function readSourceImage(file: DicomFile): Result<SourceImage> {
  const { header } = file;
  const [sopClassUid, sopInstanceUid, studyUid, seriesUid] = [header.text('0008,0016'), header.text('0008,0018'), header.text('0020,000d'), header.text('0020,000e')];
  const layout = readPixelLayout(file);
  if (!layout.ok) return layout;
  if (sopClassUid === null || sopInstanceUid === null || studyUid === null || seriesUid === null) return refuse({ code: 'image-without-identity', detail: 'The image has no complete set of UIDs; nothing can refer to it.' });
  return ok({
    sopClassUid, sopInstanceUid, studyUid, seriesUid, rows: layout.value.rows, columns: layout.value.columns, frames: layout.value.frames,
    patientId: ascii(header.text('0010,0020')), patientName: ascii(header.text('0010,0010')), studyDate: ascii(header.text('0008,0020')), studyTime: ascii(header.text('0008,0030')),
    studyId: ascii(header.text('0020,0010')), accession: ascii(header.text('0008,0050')), instanceNumber: ascii(header.text('0020,0013')), regions: readRegions(file),
  });
}

/** Millimetres per pixel where the outline lies: the calibrated region that holds it whole; null when there is none. */
export function pixelSizeAt({ regions }: SourceImage, points: readonly Point[]): PixelSize | null {
  const [x, y, width, height] = boxOf(points);
  const region = regions.find((entry) => isCalibrated(entry) && entry.x0 <= x && entry.y0 <= y && x + width <= entry.x1 + 1 && y + height <= entry.y1 + 1);
  return region ? { x: Math.abs(region.deltaX) * 10, y: Math.abs(region.deltaY) * 10 } : null;
}
