import { renderFrame, type DicomFile, type PictureDecoder, type RenderedFrame } from '@echocohort/dicom';
import type { Picture } from './prepared-file.ts';

/** A frame as pixels; null when it cannot be shown. */
export function painted(file: DicomFile, index: number, decoder: PictureDecoder): RenderedFrame | null {
  const frame = renderFrame(file, index, decoder);
  return frame.ok ? frame.value : null;
}

/** The same as the page takes it. */
export function pictureOf(file: DicomFile, index: number, decoder: PictureDecoder): Picture | null {
  const frame = painted(file, index, decoder);
  return frame && { width: frame.width, height: frame.height, rgba: new Uint8ClampedArray(frame.rgba) };
}
