import { ok, refuse, type Result } from '@echocohort/kernel';
import { cutGreyPicture, cutPicture, type CutPicture, type PictureRegion } from '@echocohort/training';
import { PNG } from 'pngjs';

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
/** Larger pictures are no ultrasound; decoding one would take gigabytes. */
const MAX_PIXELS = 1 << 24;

const isPng = (bytes: Uint8Array): boolean => PNG_SIGNATURE.every((byte, at) => bytes[at] === byte);

function decodePng(bytes: Uint8Array): Result<PNG> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 24 || view.getUint32(16) * view.getUint32(20) > MAX_PIXELS) return refuse({ code: 'picture-too-large', detail: 'The PNG picture is larger than any ultrasound picture.' });
  try {
    return ok(PNG.sync.read(Buffer.from(bytes)));
  } catch {
    // The reader's words may quote the file; the code says enough.
    return refuse({ code: 'png-unreadable', detail: 'The PNG picture is damaged.' });
  }
}

/** The network's picture of a DICOM or PNG file: the region cut out, grey, resized. */
export function readPicture(bytes: Uint8Array, imageSize: number, region: PictureRegion): Result<CutPicture> {
  if (!isPng(bytes)) return cutPicture(bytes, imageSize, region);
  const png = decodePng(bytes);
  if (!png.ok) return png;
  const { width, height, data } = png.value;
  const at = (pixel: number): number => 0.299 * (data[pixel * 4] ?? 0) + 0.587 * (data[pixel * 4 + 1] ?? 0) + 0.114 * (data[pixel * 4 + 2] ?? 0);
  return cutGreyPicture({ width, height, at }, [], imageSize, region);
}
