import { ok, refuse, type Result } from '@echocohort/kernel';
import { decodeJpeg } from '../jpeg/jpeg-decode.ts';
import { decodeJpegLossless } from '../jpeg/jpeg-lossless.ts';
import { jpegPlanes } from '../jpeg/jpeg-planes.ts';
import type { PixelLayout } from '../read/inspect-image.ts';
import type { DicomFile } from '../read/parse-dicom.ts';
import { isNativeSyntax, TRANSFER_SYNTAX } from '../transfer-syntax.ts';
import { encapsulatedFrames, nativeFrameLength, nativePixels } from './frame-source.ts';
import type { PictureDecoder } from './picture-decoder.ts';
import { decodeRle } from './rle.ts';

/** Stored samples of one frame, one plane a colour component, rows x columns values each. */
export interface FrameSamples {
  readonly planes: readonly (Uint8Array | Uint16Array)[];
  /** Whether the planes are YCbCr, where the codec knows better than the photometric interpretation; null elsewhere. */
  readonly chroma: boolean | null;
}

/** Larger pictures are no ultrasound; painting one would take gigabytes. */
const MAX_PIXELS = 1 << 24;

const UNSUPPORTED = { code: 'codec-not-supported', detail: 'Pixels in this form cannot be shown; export the file uncompressed, as RLE or as JPEG baseline.' };
const OTHER_SIZE = { code: 'jpeg-damaged', detail: 'The JPEG picture has another size than the file says; export the file from the scanner again.' };

function nativePlanes(bytes: Uint8Array, layout: PixelLayout): (Uint8Array | Uint16Array)[] {
  const count = layout.rows * layout.columns;
  const { samplesPerPixel: samples, planarConfiguration } = layout;
  const wide = layout.bitsAllocated === 16;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sample = (index: number): number => (wide ? view.getUint16(index * 2, true) : bytes[index] ?? 0);
  return Array.from({ length: samples }, (_, plane) => {
    const values = wide ? new Uint16Array(count) : new Uint8Array(count);
    const [start, step] = planarConfiguration === 1 ? [plane * count, 1] : [plane, samples];
    for (let pixel = 0, at = start; pixel < count; pixel++, at += step) values[pixel] = sample(at);
    return values;
  });
}

/** Two pixels share their chroma: Y1 Y2 Cb Cr (PS3.3 C.7.6.3.1.2). */
function ybr422Planes(bytes: Uint8Array, count: number): Uint8Array[] {
  const planes = [new Uint8Array(count), new Uint8Array(count), new Uint8Array(count)];
  for (let pixel = 0; pixel < count; pixel++) {
    const group = (pixel >> 1) * 4;
    [group + (pixel & 1), group + 2, group + 3].forEach((at, plane) => planes[plane]?.fill(bytes[at] ?? 0, pixel, pixel + 1));
  }
  return planes;
}

function rlePlanes(frame: Uint8Array, layout: PixelLayout): Result<(Uint8Array | Uint16Array)[]> {
  const count = layout.rows * layout.columns;
  const wide = layout.bitsAllocated === 16;
  const decoded = decodeRle(frame, count, layout.samplesPerPixel * (wide ? 2 : 1));
  if (!decoded.ok || !wide) return decoded;
  return ok(Array.from({ length: layout.samplesPerPixel }, (_, plane) => {
    const [high, low] = [decoded.value[plane * 2], decoded.value[plane * 2 + 1]];
    return Uint16Array.from({ length: count }, (_unused, pixel) => ((high?.[pixel] ?? 0) << 8) | (low?.[pixel] ?? 0));
  }));
}

function jpegSamples(bytes: Uint8Array, layout: PixelLayout): Result<FrameSamples> {
  const jpeg = decodeJpeg(bytes);
  if (!jpeg.ok) return jpeg;
  if (jpeg.value.width !== layout.columns || jpeg.value.height !== layout.rows) return refuse(OTHER_SIZE);
  return ok({ planes: jpegPlanes(jpeg.value), chroma: jpeg.value.components.length === 3 ? jpeg.value.colourModel === 'ycbcr' : null });
}

/** Frames that a decoder gives pixel by pixel; the wavelet codecs undo their own colour transforms. */
function decodedSamples(transferSyntax: string, bytes: Uint8Array, layout: PixelLayout, decoder: PictureDecoder | undefined): Result<FrameSamples> {
  const lossless = transferSyntax === TRANSFER_SYNTAX.jpegLossless || transferSyntax === TRANSFER_SYNTAX.jpegLosslessProcess14;
  const picture = lossless ? decodeJpegLossless(bytes, layout) : decoder?.decode(transferSyntax, bytes, layout) ?? refuse(UNSUPPORTED);
  if (!picture.ok) return picture;
  const { width, height, components, bitsPerSample, bytes: pixels } = picture.value;
  if (width !== layout.columns || height !== layout.rows || components !== layout.samplesPerPixel) return refuse(OTHER_SIZE);
  const planes = nativePlanes(pixels, { ...layout, planarConfiguration: 0, bitsAllocated: bitsPerSample <= 8 ? 8 : 16 });
  const transformed = layout.photometric === 'YBR_RCT' || layout.photometric === 'YBR_ICT';
  return ok({ planes, chroma: transformed ? false : null });
}

/** Stored samples of one frame: uncompressed, RLE, JPEG baseline and lossless; with a decoder its syntaxes too. */
export function frameSamples(file: DicomFile, layout: PixelLayout, frame: number, decoder?: PictureDecoder): Result<FrameSamples> {
  if ((layout.bitsAllocated !== 8 && layout.bitsAllocated !== 16) || layout.rows * layout.columns > MAX_PIXELS) return refuse(UNSUPPORTED);
  const { transferSyntax } = file;
  if (isNativeSyntax(transferSyntax)) {
    const pixels = nativePixels(file, layout);
    if (!pixels.ok) return pixels;
    const length = nativeFrameLength(layout);
    const bytes = pixels.value.subarray(frame * length, (frame + 1) * length);
    if (layout.photometric === 'YBR_FULL_422') return ok({ planes: ybr422Planes(bytes, layout.rows * layout.columns), chroma: null });
    return ok({ planes: nativePlanes(bytes, layout), chroma: null });
  }
  const frames = encapsulatedFrames(file, layout.frames);
  if (!frames.ok) return frames;
  const bytes = frames.value[frame] ?? new Uint8Array(0);
  if (transferSyntax === TRANSFER_SYNTAX.rle) {
    const planes = rlePlanes(bytes, layout);
    return planes.ok ? ok({ planes: planes.value, chroma: null }) : planes;
  }
  return transferSyntax === TRANSFER_SYNTAX.jpegBaseline ? jpegSamples(bytes, layout) : decodedSamples(transferSyntax, bytes, layout, decoder);
}
