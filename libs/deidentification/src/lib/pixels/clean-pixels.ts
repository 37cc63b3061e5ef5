import { ok, refuse, type Result } from '@echocohort/kernel';
import { darkestEntry, encapsulatedFrames, isNativeSyntax, nativePixels, readPalette, TRANSFER_SYNTAX, type DicomFile, type PixelLayout } from '@echocohort/dicom';
import type { MaskRectangle } from '../deidentification.types.ts';
import { keptRows } from '../trusted-regions.ts';
import { blankNative, sampleMask, type BlankPlan } from './blank-native.ts';
import { JpegBlanker } from './blank-jpeg.ts';
import { blankRleFrame } from './blank-rle.ts';

/** Blanked pixels in the syntax of the output: one native block, or compressed frames. */
export interface CleanPixels {
  readonly transferSyntax: string;
  readonly native: Uint8Array | null;
  readonly frames: readonly Uint8Array[];
  readonly codes: readonly string[];
}

/** Pixels of one frame, and samples of all frames, beyond which a claim is an attack on time and memory. */
const MAX_PIXELS = 1 << 24;
const MAX_SAMPLES = 2 ** 31;

const notSupported = (): Result<never> =>
  refuse({ code: 'codec-not-supported', detail: 'Pixels in this form cannot be cleaned yet; export the file uncompressed, as RLE or as JPEG baseline.' });

const GREY: ReadonlySet<string> = new Set(['MONOCHROME1', 'MONOCHROME2', 'PALETTE COLOR']);
const COLOUR: ReadonlySet<string> = new Set(['RGB', 'YBR_FULL', 'YBR_FULL_422']);

/** Whether this version knows how black looks in this layout. */
function isKnownLayout({ photometric, samplesPerPixel, bitsAllocated, bitsStored, highBit, planarConfiguration }: PixelLayout): boolean {
  const samples = GREY.has(photometric) ? 1 : COLOUR.has(photometric) ? 3 : 0;
  const bits = (bitsAllocated === 8 || (bitsAllocated === 16 && samples === 1)) && bitsStored <= bitsAllocated && highBit < bitsAllocated && highBit >= bitsStored - 1;
  return samples === samplesPerPixel && bits && (planarConfiguration === 0 || planarConfiguration === 1);
}

/** Stored value of black for each sample; null when a palette cannot be read. */
function blackValues(file: DicomFile, { photometric, bitsStored, highBit, signed }: PixelLayout): number[] | null {
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

function cleanNative(file: DicomFile, plan: BlankPlan): Result<CleanPixels> {
  const pixels = nativePixels(file, plan.layout);
  if (!pixels.ok) return pixels;
  const stated = file.header.element('7fe0,0010')?.bytes.length ?? 0;
  const blanked = blankNative(pixels.value, plan);
  if (!blanked.ok) return blanked;
  const codes = [
    ...(stated > pixels.value.length + (pixels.value.length % 2) ? ['pixel-tail-cut'] : []),
    ...(blanked.value.bitsCleared ? ['unused-bits-cleared'] : []),
  ];
  return ok({ transferSyntax: TRANSFER_SYNTAX.explicitLittle, native: blanked.value.bytes, frames: [], codes });
}

function cleanFrames(file: DicomFile, layout: PixelLayout, blank: (frame: Uint8Array) => Result<Uint8Array>): Result<CleanPixels> {
  const found = encapsulatedFrames(file, layout.frames);
  if (!found.ok) return found;
  const frames: Uint8Array[] = [];
  for (const frame of found.value) {
    const blanked = blank(frame);
    if (!blanked.ok) return blanked;
    frames.push(blanked.value);
  }
  return ok({ transferSyntax: file.transferSyntax, native: null, frames, codes: [] });
}

/** Everything outside the mask becomes black, on every frame. A form of pixels that this version cannot take apart is refused, never passed on. */
export function cleanPixels(file: DicomFile, layout: PixelLayout, mask: readonly MaskRectangle[]): Result<CleanPixels> {
  if (layout.rows * layout.columns > MAX_PIXELS || layout.rows * layout.columns * layout.frames * layout.samplesPerPixel > MAX_SAMPLES) {
    return refuse({ code: 'image-too-large', detail: 'The file claims more pixels than an ultrasound image or clip has; it is not accepted.' });
  }
  if (!isKnownLayout(layout)) return notSupported();
  const black = blackValues(file, layout);
  if (black === null) return refuse({ code: 'palette-unreadable', detail: 'The colour table of the file cannot be read; export the file from the scanner again.' });
  const rows = keptRows(mask, layout);
  const plan: BlankPlan = { layout, rows, black, sampleMask: sampleMask(layout) };
  if (isNativeSyntax(file.transferSyntax)) return cleanNative(file, plan);
  if (file.transferSyntax === TRANSFER_SYNTAX.rle && layout.photometric !== 'YBR_FULL_422') return cleanFrames(file, layout, (frame) => blankRleFrame(frame, plan));
  if (file.transferSyntax !== TRANSFER_SYNTAX.jpegBaseline || layout.photometric === 'PALETTE COLOR' || layout.bitsAllocated !== 8) return notSupported();
  const blanker = new JpegBlanker(layout, rows);
  return cleanFrames(file, layout, (frame) => blanker.blank(frame));
}
