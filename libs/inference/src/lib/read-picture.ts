import type { PictureDecoder } from '@echocohort/dicom';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { cutGreyPicture, cutPicture, type CutPicture, type PictureRegion } from '@echocohort/training';
import { PNG } from 'pngjs';
import { isPng, readGreyPng, type GreyPng } from './read-png.ts';

/** Palettes, 16 bits and interlaced pictures: rare, so read by a general reader. */
function generalPng(bytes: Uint8Array): Result<GreyPng> {
  try {
    const { width, height, data } = PNG.sync.read(Buffer.from(bytes));
    return ok({ width, height, at: (pixel) => 0.299 * (data[pixel * 4] ?? 0) + 0.587 * (data[pixel * 4 + 1] ?? 0) + 0.114 * (data[pixel * 4 + 2] ?? 0) });
  } catch {
    // The reader's words may quote the file; the code says enough.
    return refuse({ code: 'png-unreadable', detail: 'The PNG picture is damaged.' });
  }
}

/** The network's picture of a DICOM or PNG file: the region cut out, grey, resized. JPEG 2000 and JPEG-LS need a decoder. */
export function readPicture(bytes: Uint8Array, imageSize: number, region: PictureRegion, decoder?: PictureDecoder): Result<CutPicture> {
  if (!isPng(bytes)) return cutPicture(bytes, imageSize, region, decoder);
  const png = readGreyPng(bytes) ?? generalPng(bytes);
  return png.ok ? cutGreyPicture(png.value, [], imageSize, region) : png;
}
