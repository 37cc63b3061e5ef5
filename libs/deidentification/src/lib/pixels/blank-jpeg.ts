import { refuse, type Result } from '@echocohort/kernel';
import { decodeJpeg, encodeJpeg, forwardDct, inverseDct, type JpegComponent, type JpegFrame, type PixelLayout } from '@echocohort/dicom';
import { keptRows, widenBox, type Span } from '../templates/kept-shapes.ts';
import type { Mask } from './pixel-plan.ts';

/** How a block lies: outside (blanked whole), inside (untouched), or across the edge with the samples that stay. */
type BlockPlace = 'outside' | 'inside' | Uint8Array;

/** Where each block of each component lies; the same for all frames of one geometry. */
type BlockMap = readonly (readonly BlockPlace[])[];

/** Quantised black: the DC coefficient alone, and the sample level that it gives back. */
interface Black {
  readonly dc: number;
  readonly level: number;
}

const MAX_ROUNDS = 24;

function insideTable(rows: readonly (readonly Span[])[], columns: number): Uint8Array {
  const table = new Uint8Array(rows.length * columns);
  rows.forEach((spans, row) => {
    for (const { from, to } of spans) table.fill(1, row * columns + from, row * columns + to);
  });
  return table;
}

/** Whether any pixel that one sample stands for stays; null for samples beyond the picture. */
function sampleStays(inside: Uint8Array, frame: JpegFrame, x: number, y: number, stepX: number, stepY: number): boolean | null {
  const [x0, y0] = [x * stepX, y * stepY];
  if (x0 >= frame.width || y0 >= frame.height) return null;
  for (let row = y0; row < y0 + stepY && row < frame.height; row++) {
    for (let column = x0; column < x0 + stepX && column < frame.width; column++) if (inside[row * frame.width + column] === 1) return true;
  }
  return false;
}

function placeBlock(inside: Uint8Array, frame: JpegFrame, component: JpegComponent, block: number): BlockPlace {
  const [stepX, stepY] = [frame.hMax / component.h, frame.vMax / component.v];
  const [originX, originY] = [(block % component.blocksPerLine) * 8, Math.floor(block / component.blocksPerLine) * 8];
  const stays = new Uint8Array(64);
  let [kept, gone] = [0, 0];
  for (let at = 0; at < 64; at++) {
    const verdict = sampleStays(inside, frame, originX + (at & 7), originY + (at >> 3), stepX, stepY);
    if (verdict === true) {
      stays[at] = 1;
      kept++;
    } else if (verdict === false) gone++;
  }
  if (kept === 0) return 'outside';
  return gone === 0 ? 'inside' : stays;
}

function mapBlocks(frame: JpegFrame, rows: readonly (readonly Span[])[]): BlockMap {
  const inside = insideTable(rows, frame.width);
  return frame.components.map((component) => Array.from({ length: component.blocksPerLine * component.blocksPerColumn }, (_, block) => placeBlock(inside, frame, component, block)));
}

const sameBlock = (coefficients: Int16Array, base: number, other: Int16Array): boolean => {
  for (let index = 0; index < 64; index++) if (coefficients[base + index] !== other[index]) return false;
  return true;
};

function blankWhole(coefficients: Int16Array, base: number, black: Black): void {
  coefficients.fill(0, base, base + 64);
  coefficients[base] = black.dc;
}

const samples = new Float64Array(64);

/**
 * A block across the edge: samples outside are set to black, then transformed and quantised anew, until doing so changes nothing.
 * So nothing of the outside survives and cleaning a clean file changes no bit. A block that does not settle is blanked whole.
 */
function blankPartly({ coefficients, quantisation }: JpegComponent, base: number, stays: Uint8Array, black: Black): void {
  const next = new Int16Array(64);
  const settledBlack = new Int16Array(64);
  settledBlack[0] = black.dc;
  if (sameBlock(coefficients, base, settledBlack)) return;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    inverseDct(coefficients, base, quantisation, samples);
    for (let at = 0; at < 64; at++) if (stays[at] === 0) samples[at] = black.level;
    forwardDct(samples, quantisation, next, 0);
    if (sameBlock(coefficients, base, next)) return;
    coefficients.set(next, base);
  }
  blankWhole(coefficients, base, black);
}

/** Black of a component: darkest brightness, or neutral colour. MONOCHROME1 shows the largest value as black. */
function blackOf(component: JpegComponent, index: number, frame: JpegFrame, photometric: string): Black {
  const step = component.quantisation[0] ?? 1;
  if (index > 0 && frame.colourModel === 'ycbcr') return { dc: 0, level: 0 };
  const dc = photometric === 'MONOCHROME1' ? Math.min(1023, Math.ceil(1016 / step)) : Math.max(-1024, Math.floor(-1024 / step));
  return { dc, level: (dc * step) / 8 };
}

/** Blanks JPEG baseline frames block by block: blocks inside keep every coefficient, comments and application segments go. */
export class JpegBlanker {
  private readonly layout: PixelLayout;
  private readonly mask: Mask;
  private readonly maps = new Map<string, BlockMap>();

  constructor(layout: PixelLayout, mask: Mask) {
    this.layout = layout;
    this.mask = mask;
  }

  blank(bytes: Uint8Array): Result<Uint8Array> {
    const decoded = decodeJpeg(bytes);
    if (!decoded.ok) return decoded;
    const frame = decoded.value;
    const { rows, columns, samplesPerPixel, photometric } = this.layout;
    if (frame.width !== columns || frame.height !== rows || frame.components.length !== samplesPerPixel) {
      return refuse({ code: 'jpeg-damaged', detail: 'The JPEG picture has another size or number of colours than the file says; export the file from the scanner again.' });
    }
    const map = this.mapOf(frame);
    frame.components.forEach((component, index) => {
      const black = blackOf(component, index, frame, photometric);
      map[index]?.forEach((place, block) => {
        if (place === 'outside') blankWhole(component.coefficients, block * 64, black);
        else if (place !== 'inside') blankPartly(component, block * 64, place, black);
      });
    });
    return encodeJpeg(frame);
  }

  private mapOf(frame: JpegFrame): BlockMap {
    const geometry = frame.components.map(({ h, v }) => `${h}x${v}`).join(' ');
    const known = this.maps.get(geometry);
    if (known) return known;
    const boxes = this.mask.blanked.map((box) => widenBox(box, 8 * frame.hMax, 8 * frame.vMax));
    const map = mapBlocks(frame, keptRows(this.mask.kept, this.layout, boxes));
    this.maps.set(geometry, map);
    return map;
  }
}
