import { isNativeSyntax, nativePixels, readPixelLayout, renderFrame, type DicomFile, type PictureDecoder, type PixelLayout } from '@echocohort/dicom';
import { ok, type Result } from '@echocohort/kernel';
import type { Square } from './picture-square.ts';

/** Grey values of a picture's pixels, 0 to 255. */
type GreyAt = (pixel: number) => number;
/** Writes the grey values of pixels that follow each other: a call for each single one would take several times as long. */
type GreyRun = (pixel: number, count: number, into: Float32Array, at: number) => void;

/** A picture by its size and the grey value of each pixel. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly at: GreyAt;
  readonly run?: GreyRun;
}

/** Where the colours of a pixel lie: so many bytes from pixel to pixel, so many from colour to colour. */
interface ColourPlaces {
  readonly step: number;
  readonly plane: number;
}

function greyOfColours(bytes: Uint8Array | Uint8ClampedArray, { step, plane }: ColourPlaces): Required<Pick<GreyPicture, 'at' | 'run'>> {
  /** Luma of ITU-R BT.601. */
  const at: GreyAt = (pixel) => 0.299 * (bytes[pixel * step] ?? 0) + 0.587 * (bytes[pixel * step + plane] ?? 0) + 0.114 * (bytes[pixel * step + 2 * plane] ?? 0);
  const run: GreyRun = (pixel, count, into, start) => {
    for (let place = pixel * step, to = start; to < start + count; place += step, to++) into[to] = 0.299 * (bytes[place] ?? 0) + 0.587 * (bytes[place + plane] ?? 0) + 0.114 * (bytes[place + 2 * plane] ?? 0);
  };
  return { at, run };
}

/** Uncompressed 8-bit grey and RGB are read where they lie: painting the whole picture first would cost ten times as much. */
function directGrey(file: DicomFile, layout: PixelLayout): Pick<GreyPicture, 'at' | 'run'> | null {
  if (!isNativeSyntax(file.transferSyntax) || layout.bitsAllocated !== 8 || layout.bitsStored !== 8 || layout.signed) return null;
  const grey = layout.photometric === 'MONOCHROME2' && layout.samplesPerPixel === 1;
  const colour = layout.photometric === 'RGB' && layout.samplesPerPixel === 3;
  if (!grey && !colour) return null;
  const pixels = nativePixels(file, layout);
  if (!pixels.ok) return null; // painting refuses it with the reason
  const bytes = pixels.value;
  if (grey) return { at: (pixel) => bytes[pixel] ?? 0, run: (pixel, count, into, at) => into.set(bytes.subarray(pixel, pixel + count), at) };
  return greyOfColours(bytes, layout.planarConfiguration === 1 ? { step: 1, plane: layout.rows * layout.columns } : { step: 3, plane: 1 });
}

/** The picture of a file: its size and the grey value of each pixel. JPEG 2000 and JPEG-LS need a decoder. */
export function greyPicture(file: DicomFile, decoder?: PictureDecoder): Result<GreyPicture> {
  const layout = readPixelLayout(file);
  if (!layout.ok) return layout;
  const { columns: width, rows: height } = layout.value;
  const direct = directGrey(file, layout.value);
  if (direct) return ok({ width, height, ...direct });
  const frame = renderFrame(file, 0, decoder);
  return frame.ok ? ok({ width, height, ...greyOfColours(frame.value.rgba, { step: 4, plane: 1 }) }) : frame;
}

/** The grey values of a square; beyond the picture its rim continues. */
export function greySquare({ width, height, at, run }: GreyPicture, { x, y, side }: Square): Float32Array {
  const grey = new Float32Array(side * side);
  const [from, to] = [Math.min(side, Math.max(0, -x)), Math.max(0, Math.min(side, width - x))];
  for (let row = 0; row < side; row++) {
    const line = Math.min(height - 1, Math.max(0, y + row)) * width;
    const start = row * side;
    if (run && from < to) {
      run(line + x + from, to - from, grey, start + from);
      grey.fill(grey[start + from] ?? 0, start, start + from);
      grey.fill(grey[start + to - 1] ?? 0, start + to, start + side);
    } else {
      for (let column = 0; column < side; column++) grey[start + column] = at(line + Math.min(width - 1, Math.max(0, x + column)));
    }
  }
  return grey;
}
