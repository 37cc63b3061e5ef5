import { ok, refuse, type Result } from '@echocohort/kernel';
import { darkestEntry, isNativeSyntax, nativeFrameLength, readPalette, storedFrames, TRANSFER_SYNTAX, type OpenedDicom, type PictureDecoder, type PixelLayout, type StoredFrames } from '@echocohort/dicom';
import type { KeptShape, MaskRectangle } from '../deidentification.types.ts';
import { keptRows, widenBox } from '../templates/kept-shapes.ts';
import { JpegBlanker } from './blank-jpeg.ts';
import { blankNativeFrame, sampleMask, type BlankPlan } from './blank-native.ts';
import { blankRleFrame } from './blank-rle.ts';
import { decodedFrames, decodedLayout, type Loss } from './decoded-frames.ts';

/** How the picture is written: its layout and syntax, and a step that cleans one frame. */
export interface PixelPlan {
  readonly transferSyntax: string;
  /** Layout of what is written. */
  readonly layout: PixelLayout;
  /** Bytes of a frame that is written uncompressed; null when frames stay compressed. */
  readonly frameLength: number | null;
  /** Remarks known before and (unused bits) after the frames were cleaned. */
  readonly codes: Set<string>;
  /** What a lossy stream that is written uncompressed must say of itself. */
  readonly loss: Loss | null;
  /** Cleans one frame: uncompressed into `target`, which it answers, compressed into new bytes. */
  clean(index: number, target: Uint8Array): Result<Uint8Array>;
}

/** What may stay, and what a person takes out of it. */
export interface Mask {
  readonly kept: readonly KeptShape[];
  readonly blanked: readonly MaskRectangle[];
}

/** Pixels of one frame, and samples of all frames, beyond which a claim is an attack on time and memory. */
const MAX_PIXELS = 1 << 24;
const MAX_SAMPLES = 2 ** 31;

const notSupported = (): Result<never> =>
  refuse({ code: 'codec-not-supported', detail: 'Pixels in this form cannot be cleaned; export the file uncompressed, as RLE or as JPEG baseline.' });

const GREY: ReadonlySet<string> = new Set(['MONOCHROME1', 'MONOCHROME2', 'PALETTE COLOR']);
const COLOUR: ReadonlySet<string> = new Set(['RGB', 'YBR_FULL', 'YBR_FULL_422']);

/** Whether this version knows how black looks in this layout. */
function isKnownLayout({ photometric, samplesPerPixel, bitsAllocated, bitsStored, highBit, planarConfiguration }: PixelLayout): boolean {
  const samples = GREY.has(photometric) ? 1 : COLOUR.has(photometric) ? 3 : 0;
  const bits = (bitsAllocated === 8 || (bitsAllocated === 16 && samples === 1)) && bitsStored <= bitsAllocated && highBit < bitsAllocated && highBit >= bitsStored - 1;
  return samples === samplesPerPixel && bits && (planarConfiguration === 0 || planarConfiguration === 1);
}

/** Stored value of black for each sample; null when a palette cannot be read. */
function blackValues({ file }: OpenedDicom, { photometric, bitsStored, highBit, signed }: PixelLayout): number[] | null {
  const shift = highBit - bitsStored + 1;
  const top = 2 ** bitsStored - 1;
  switch (photometric) {
    case 'MONOCHROME2':
      return [(signed ? 2 ** (bitsStored - 1) : 0) << shift];
    case 'MONOCHROME1':
      return [(signed ? 2 ** (bitsStored - 1) - 1 : top) << shift];
    case 'PALETTE COLOR': {
      const palette = readPalette(file.header);
      const darkest = palette === null ? null : darkestEntry(palette);
      return darkest === null || darkest > top || shift !== 0 ? null : [darkest];
    }
    case 'RGB':
      return [0, 0, 0];
    default:
      return [0, 128, 128];
  }
}

interface FrameSource {
  readonly count: number;
  read(index: number): Result<Uint8Array>;
}

/** Frames that are written uncompressed, whatever they were. */
function nativePlan(frames: FrameSource, plan: BlankPlan, codes: Set<string>, loss: Loss | null): Result<PixelPlan> {
  const { layout } = plan;
  if (layout.photometric === 'YBR_FULL_422' && layout.columns % 2 === 1) {
    return refuse({ code: 'pixel-layout-not-supported', detail: 'Colour shared by pairs of pixels needs an even number of columns; export the file in another form.' });
  }
  const clean = (index: number, target: Uint8Array): Result<Uint8Array> => {
    const frame = frames.read(index);
    if (!frame.ok) return frame;
    if (blankNativeFrame(frame.value, target, plan)) codes.add('unused-bits-cleared');
    return ok(target);
  };
  return ok({ transferSyntax: TRANSFER_SYNTAX.explicitLittle, layout, frameLength: nativeFrameLength(layout), codes, loss, clean });
}

function compressedPlan(transferSyntax: string, frames: StoredFrames, layout: PixelLayout, blank: (frame: Uint8Array) => Result<Uint8Array>): Result<PixelPlan> {
  return ok({ transferSyntax, layout, frameLength: null, codes: new Set(), loss: null, clean: (index) => blank(frames.read(index)) });
}

/** What the written frames look like, and the frames themselves where they have to be decoded. */
function writtenLayout(opened: OpenedDicom, stored: PixelLayout, decoder: PictureDecoder | undefined): PixelLayout | null {
  const { transferSyntax } = opened.file;
  if (isNativeSyntax(transferSyntax) || transferSyntax === TRANSFER_SYNTAX.rle || transferSyntax === TRANSFER_SYNTAX.jpegBaseline) return stored;
  return decodedLayout(transferSyntax, stored, decoder);
}

function planFrames(opened: OpenedDicom, stored: PixelLayout, frames: StoredFrames, plan: BlankPlan, mask: Mask, decoder: PictureDecoder | undefined): Result<PixelPlan> {
  const { transferSyntax } = opened.file;
  if (isNativeSyntax(transferSyntax)) {
    return nativePlan({ count: frames.count, read: (index) => ok(frames.read(index)) }, plan, new Set(frames.tail > 0 ? ['pixel-tail-cut'] : []), null);
  }
  if (transferSyntax === TRANSFER_SYNTAX.rle) return stored.photometric === 'YBR_FULL_422' ? notSupported() : compressedPlan(transferSyntax, frames, stored, (frame) => blankRleFrame(frame, plan));
  if (transferSyntax === TRANSFER_SYNTAX.jpegBaseline) {
    if (stored.photometric === 'PALETTE COLOR' || stored.bitsAllocated !== 8) return notSupported();
    const blanker = new JpegBlanker(stored, mask);
    return compressedPlan(transferSyntax, frames, stored, (frame) => blanker.blank(frame));
  }
  const decoded = decodedFrames(transferSyntax, frames, stored, plan.layout, decoder);
  return decoded.ok ? nativePlan(decoded.value, plan, new Set(['decompressed']), decoded.value.loss) : decoded;
}

/** Everything outside the mask becomes black, on every frame. A form of pixels that this version cannot take apart is refused, never passed on. */
export function planPixels(opened: OpenedDicom, stored: PixelLayout, mask: Mask, decoder?: PictureDecoder): Result<PixelPlan> {
  if (stored.rows * stored.columns > MAX_PIXELS || stored.rows * stored.columns * stored.frames * stored.samplesPerPixel > MAX_SAMPLES) {
    return refuse({ code: 'image-too-large', detail: 'The file claims more pixels than an ultrasound image or clip has; it is not accepted.' });
  }
  const layout = writtenLayout(opened, stored, decoder);
  if (layout === null || !isKnownLayout(layout)) return notSupported();
  const black = blackValues(opened, layout);
  if (black === null) return refuse({ code: 'palette-unreadable', detail: 'The colour table of the file cannot be read; export the file from the scanner again.' });
  const frames = storedFrames(opened, stored);
  if (!frames.ok) return frames;
  const boxes = layout.photometric === 'YBR_FULL_422' ? mask.blanked.map((box) => widenBox(box, 2, 1)) : mask.blanked;
  const plan: BlankPlan = { layout, rows: keptRows(mask.kept, layout, boxes), black, sampleMask: sampleMask(layout) };
  return planFrames(opened, stored, frames.value, plan, mask, decoder);
}
