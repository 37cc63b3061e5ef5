import { ok, refuse, type Result } from '@echocohort/kernel';
import { readPixelLayout, type PixelLayout } from '../read/inspect-image.ts';
import type { DicomFile } from '../read/parse-dicom.ts';
import type { UltrasoundRegion } from '../read/ultrasound-regions.ts';
import { readPalette, type Palette } from './palette.ts';
import type { PictureDecoder } from './picture-decoder.ts';
import { frameSamples, type FrameSamples } from './stored-samples.ts';

/** One frame as a browser paints it: four bytes a pixel. */
export interface RenderedFrame {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

type Paint = (rgba: Uint8ClampedArray, at: number, pixel: number) => void;

function greyPaint(values: Uint8Array | Uint16Array, layout: PixelLayout, file: DicomFile): Paint {
  const shift = layout.highBit - layout.bitsStored + 1;
  const mask = 2 ** layout.bitsStored - 1;
  const half = layout.signed ? 2 ** (layout.bitsStored - 1) : 0;
  const stored = (pixel: number): number => ((((values[pixel] ?? 0) >> shift) & mask) ^ half) - half;
  const [centre, width] = [file.header.number('0028,1050'), file.header.number('0028,1051')];
  const windowed = centre !== null && width !== null && width > 1 && layout.bitsStored > 8;
  const low = windowed ? centre - 0.5 - (width - 1) / 2 : -half;
  const range = windowed ? width - 1 : mask;
  const inverse = layout.photometric === 'MONOCHROME1';
  return (rgba, at, pixel) => {
    const grey = ((stored(pixel) - low) / range) * 255;
    rgba.fill(inverse ? 255 - grey : grey, at, at + 3);
  };
}

function palettePaint(values: Uint8Array | Uint16Array, palette: Palette): Paint {
  const last = palette.red.length - 1;
  const shift = palette.bits - 8;
  return (rgba, at, pixel) => {
    const entry = Math.min(last, Math.max(0, (values[pixel] ?? 0) - palette.first));
    rgba[at] = (palette.red[entry] ?? 0) >> shift;
    rgba[at + 1] = (palette.green[entry] ?? 0) >> shift;
    rgba[at + 2] = (palette.blue[entry] ?? 0) >> shift;
  };
}

function colourPaint([one, two, three]: readonly (Uint8Array | Uint16Array)[], chroma: boolean): Paint {
  return (rgba, at, pixel) => {
    const [a, b, c] = [one?.[pixel] ?? 0, two?.[pixel] ?? 0, three?.[pixel] ?? 0];
    rgba[at] = chroma ? a + 1.402 * (c - 128) : a;
    rgba[at + 1] = chroma ? a - 0.344136 * (b - 128) - 0.714136 * (c - 128) : b;
    rgba[at + 2] = chroma ? a + 1.772 * (b - 128) : c;
  };
}

function paintOf(file: DicomFile, layout: PixelLayout, samples: FrameSamples): Paint | null {
  const [first] = samples.planes;
  if (!first) return null;
  switch (layout.photometric) {
    case 'MONOCHROME1':
    case 'MONOCHROME2':
      return greyPaint(first, layout, file);
    case 'PALETTE COLOR': {
      const palette = readPalette(file.header);
      return palette === null ? null : palettePaint(first, palette);
    }
    case 'RGB':
      return colourPaint(samples.planes, samples.chroma ?? false);
    case 'YBR_FULL':
    case 'YBR_FULL_422':
    case 'YBR_RCT':
    case 'YBR_ICT':
      return colourPaint(samples.planes, samples.chroma ?? true);
    default:
      return null;
  }
}

/** Paints one frame for a preview: uncompressed, RLE, JPEG baseline and lossless, all of their photometric interpretations; with a decoder its syntaxes too. */
export function renderFrame(file: DicomFile, frame = 0, decoder?: PictureDecoder): Result<RenderedFrame> {
  const layout = readPixelLayout(file);
  if (!layout.ok) return layout;
  const { rows, columns, frames } = layout.value;
  if (frame < 0 || frame >= frames) return refuse({ code: 'no-such-frame', detail: `The image has ${frames} frames; there is none with this number.` });
  const samples = frameSamples(file, layout.value, frame, decoder);
  if (!samples.ok) return samples;
  const paint = paintOf(file, layout.value, samples.value);
  if (paint === null) return refuse({ code: 'codec-not-supported', detail: 'Pixels with this photometric interpretation cannot be shown.' });
  const rgba = new Uint8ClampedArray(rows * columns * 4).fill(255);
  for (let pixel = 0; pixel < rows * columns; pixel++) paint(rgba, pixel * 4, pixel);
  return ok({ width: columns, height: rows, rgba });
}

/** A pixel counts as coloured when its channels differ by more than scanners tint a grey map or JPEG bleeds. */
const COLOUR_SPREAD = 48;

/** Share of coloured pixels (0 to 1) inside the regions' rectangles, clamped to the picture; 0 without regions. */
export function colourShare(frame: RenderedFrame, regions: readonly Pick<UltrasoundRegion, 'x0' | 'y0' | 'x1' | 'y1'>[]): number {
  let [seen, coloured] = [0, 0];
  for (const region of regions) {
    for (let y = Math.max(0, region.y0); y <= Math.min(frame.height - 1, region.y1); y++) {
      for (let x = Math.max(0, region.x0); x <= Math.min(frame.width - 1, region.x1); x++) {
        const at = (y * frame.width + x) * 4;
        const [r, g, b] = [frame.rgba[at] ?? 0, frame.rgba[at + 1] ?? 0, frame.rgba[at + 2] ?? 0];
        seen++;
        if (Math.max(r, g, b) - Math.min(r, g, b) > COLOUR_SPREAD) coloured++;
      }
    }
  }
  return seen === 0 ? 0 : coloured / seen;
}

/** Whether a frame shows colour flow: more than two pixels in a thousand of the regions are coloured. */
export const hasColourPixels = (frame: RenderedFrame, regions: readonly Pick<UltrasoundRegion, 'x0' | 'y0' | 'x1' | 'y1'>[]): boolean => colourShare(frame, regions) > 0.002;
