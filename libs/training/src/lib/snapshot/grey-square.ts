import { isNativeSyntax, nativePixels, readPixelLayout, renderFrame, type DicomFile, type PictureDecoder, type PixelLayout } from '@echocohort/dicom';
import { ok, type Result } from '@echocohort/kernel';
import type { Square } from './picture-square.ts';

/** Grey values of a picture's pixels, 0 to 255. */
type GreyAt = (pixel: number) => number;

/** Luma of ITU-R BT.601. */
const luma = (red: number, green: number, blue: number): number => 0.299 * red + 0.587 * green + 0.114 * blue;

/** Uncompressed 8-bit grey and RGB are read where they lie: painting the whole picture first would cost ten times as much. */
function directGrey(file: DicomFile, layout: PixelLayout): GreyAt | null {
  if (!isNativeSyntax(file.transferSyntax) || layout.bitsAllocated !== 8 || layout.bitsStored !== 8 || layout.signed) return null;
  const grey = layout.photometric === 'MONOCHROME2' && layout.samplesPerPixel === 1;
  const colour = layout.photometric === 'RGB' && layout.samplesPerPixel === 3;
  if (!grey && !colour) return null;
  const pixels = nativePixels(file, layout);
  if (!pixels.ok) return null; // painting refuses it with the reason
  const bytes = pixels.value;
  if (grey) return (pixel) => bytes[pixel] ?? 0;
  const [step, plane] = layout.planarConfiguration === 1 ? [1, layout.rows * layout.columns] : [3, 1];
  return (pixel) => luma(bytes[pixel * step] ?? 0, bytes[pixel * step + plane] ?? 0, bytes[pixel * step + 2 * plane] ?? 0);
}

function paintedGrey(file: DicomFile, decoder?: PictureDecoder): Result<GreyAt> {
  const frame = renderFrame(file, 0, decoder);
  if (!frame.ok) return frame;
  const { rgba } = frame.value;
  return ok((pixel) => luma(rgba[pixel * 4] ?? 0, rgba[pixel * 4 + 1] ?? 0, rgba[pixel * 4 + 2] ?? 0));
}

/** A picture by its size and the grey value of each pixel. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly at: GreyAt;
}

/** The picture of a file: its size and the grey value of each pixel. JPEG 2000 and JPEG-LS need a decoder. */
export function greyPicture(file: DicomFile, decoder?: PictureDecoder): Result<GreyPicture> {
  const layout = readPixelLayout(file);
  if (!layout.ok) return layout;
  const { columns: width, rows: height } = layout.value;
  const direct = directGrey(file, layout.value);
  if (direct) return ok({ width, height, at: direct });
  const painted = paintedGrey(file, decoder);
  return painted.ok ? ok({ width, height, at: painted.value }) : painted;
}

/** The grey values of a square; beyond the picture its rim continues. */
export function greySquare({ width, height, at }: GreyPicture, { x, y, side }: Square): Float32Array {
  const grey = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    const line = Math.min(height - 1, Math.max(0, y + row)) * width;
    for (let column = 0; column < side; column++) grey[row * side + column] = at(line + Math.min(width - 1, Math.max(0, x + column)));
  }
  return grey;
}
