import { parseDicom, readRegions, type PictureDecoder, type UltrasoundRegion } from '@echocohort/dicom';
import { ok, type Result } from '@echocohort/kernel';
import { greyPicture, greySquare, type GreyPicture } from './grey-square.ts';
import { pictureSquare, type PictureRegion, type Square } from './picture-square.ts';
import { resample } from './resample.ts';

/** A picture cut and resized for the network, and where it was cut. */
export interface CutPicture {
  /** Grey values, 0 to 255, row by row. */
  readonly pixels: Uint8Array;
  readonly square: Square;
  /** Size of the whole picture. */
  readonly width: number;
  readonly height: number;
}

/** Cuts the region out of a picture and resizes it. */
export function cutGreyPicture(picture: GreyPicture, regions: readonly UltrasoundRegion[], imageSize: number, region: PictureRegion): Result<CutPicture> {
  const { width, height } = picture;
  const square = pictureSquare(region, regions, width, height);
  if (!square.ok) return square;
  const small = resample(greySquare(picture, square.value), square.value.side, imageSize);
  return ok({ pixels: Uint8Array.from(small, (value) => Math.round(Math.min(255, Math.max(0, value)))), square: square.value, width, height });
}

/** From the bytes of a DICOM file to the network's picture of it; JPEG 2000 and JPEG-LS files need a decoder. */
export function cutPicture(bytes: Uint8Array, imageSize: number, region: PictureRegion, decoder?: PictureDecoder): Result<CutPicture> {
  const file = parseDicom(bytes);
  if (!file.ok) return file;
  const picture = greyPicture(file.value, decoder);
  return picture.ok ? cutGreyPicture(picture.value, readRegions(file.value), imageSize, region) : picture;
}
