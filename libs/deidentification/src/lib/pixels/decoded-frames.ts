import { ok, refuse, type Result } from '@echocohort/kernel';
import { decodeJpegLossless, nativeFrameLength, TRANSFER_SYNTAX, type DecodedPicture, type PictureDecoder, type PixelLayout, type StoredFrames } from '@echocohort/dicom';

/** That the picture has been through lossy compression (PS3.3 C.7.6.1.1.5): how much and how, where the file does not say it. */
export interface Loss {
  readonly ratio: number;
  readonly method: string;
}

/** Decoded frames in the layout that is written, one at a time. */
export interface DecodedFrames {
  readonly count: number;
  readonly loss: Loss | null;
  read(index: number): Result<Uint8Array>;
}

const JPEG_LOSSLESS: ReadonlySet<string> = new Set([TRANSFER_SYNTAX.jpegLossless, TRANSFER_SYNTAX.jpegLosslessProcess14]);

/** What a decoder gives for each photometric interpretation: the wavelet codecs undo their own colour transforms. */
const WRITTEN: Readonly<Record<string, string>> = {
  MONOCHROME1: 'MONOCHROME1', MONOCHROME2: 'MONOCHROME2', 'PALETTE COLOR': 'PALETTE COLOR', RGB: 'RGB', YBR_FULL: 'YBR_FULL', YBR_RCT: 'RGB', YBR_ICT: 'RGB',
};

/** The layout of the decoded picture: pixel by pixel, colours as the decoder leaves them. Null when it cannot be decoded. */
export function decodedLayout(transferSyntax: string, stored: PixelLayout, decoder: PictureDecoder | undefined): PixelLayout | null {
  const known = JPEG_LOSSLESS.has(transferSyntax) || decoder?.supports(transferSyntax) === true;
  const photometric = WRITTEN[stored.photometric];
  return known && photometric !== undefined ? { ...stored, photometric, planarConfiguration: 0 } : null;
}

const METHODS: readonly (readonly [prefix: string, method: string])[] = [['1.2.840.10008.1.2.4.8', 'ISO_14495_1'], ['1.2.840.10008.1.2.4.9', 'ISO_15444_1'], ['1.2.840.10008.1.2.4.20', 'ISO_15444_15']];

function lossOf(transferSyntax: string, picture: DecodedPicture, stored: number, native: number): Loss | null {
  const method = METHODS.find(([prefix]) => transferSyntax.startsWith(prefix))?.[1];
  return picture.lossy && method !== undefined ? { method, ratio: Math.max(1, Math.round((native / Math.max(1, stored)) * 100) / 100) } : null;
}

const damaged = (): Result<never> => refuse({ code: 'picture-damaged', detail: 'The compressed picture has another size, depth or number of colours than the file says; export the file from the scanner again.' });

/** The decoded bytes in the width that the file allocates. */
function widened({ bytes, bitsPerSample }: DecodedPicture, { bitsAllocated }: PixelLayout): Uint8Array {
  if (bitsAllocated === 8 || bitsPerSample > 8) return bytes;
  const wide = new Uint8Array(bytes.length * 2);
  for (let at = 0; at < bytes.length; at++) wide[at * 2] = bytes[at] ?? 0;
  return wide;
}

/** Frames of a syntax that has to be decoded. Each frame is judged against the file's description before its pixels are used. */
export function decodedFrames(transferSyntax: string, frames: StoredFrames, stored: PixelLayout, layout: PixelLayout, decoder: PictureDecoder | undefined): Result<DecodedFrames> {
  const decode = (index: number): Result<DecodedPicture> => {
    const bytes = frames.read(index);
    const picture = JPEG_LOSSLESS.has(transferSyntax) ? decodeJpegLossless(bytes, stored) : decoder?.decode(transferSyntax, bytes, stored) ?? damaged();
    if (!picture.ok) return picture;
    const { width, height, components, bitsPerSample } = picture.value;
    const fits = width === stored.columns && height === stored.rows && components === stored.samplesPerPixel && bitsPerSample <= stored.bitsAllocated && stored.highBit === stored.bitsStored - 1;
    return fits ? picture : damaged();
  };
  const first = decode(0);
  if (!first.ok) return first;
  const read = (index: number): Result<Uint8Array> => {
    const picture = index === 0 ? first : decode(index);
    return picture.ok ? ok(widened(picture.value, layout)) : picture;
  };
  return ok({ count: frames.count, loss: lossOf(transferSyntax, first.value, frames.size, nativeFrameLength(layout) * layout.frames), read });
}
