import { DATA_TYPE_TISSUE, type UltrasoundRegion } from '@echocohort/dicom';
import { ok, refuse, type Result } from '@echocohort/kernel';
import type { Box } from './outlines.ts';

/** A square of a picture, in pixels; it may reach beyond the picture, whose rim then continues. */
export interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** Which part of a picture the network sees. */
export type PictureRegion =
  /** Around a drawn lesion, with a margin on each side as a share of the box's longer side. */
  | { readonly kind: 'lesion-outline'; readonly box: Box; readonly margin: number }
  /** The middle of a drawn rectangle of liver background. */
  | { readonly kind: 'background-outline'; readonly box: Box }
  /** The stated fall-back: the middle of the largest tissue region, or of the picture where no region is named. */
  | { readonly kind: 'central'; readonly share: number };

/** Spatial format 1 is a two-dimensional picture (PS3.3 C.8.5.5.1.1). */
const TWO_DIMENSIONAL = 1;
/** Drawn points may lie on the outer edge of the last pixel. */
const EDGE = 1;

const area = ({ x0, y0, x1, y1 }: Box): number => Math.max(0, x1 - x0 + 1) * Math.max(0, y1 - y0 + 1);

/** The largest tissue region, clamped to the picture; the whole picture where the file names none. */
export function trustedBox(regions: readonly UltrasoundRegion[], width: number, height: number): Box {
  const tissue = regions.filter((region) => region.spatialFormat === TWO_DIMENSIONAL && region.dataType === DATA_TYPE_TISSUE);
  const clamped = tissue.map((region): Box => ({ x0: Math.max(0, region.x0), y0: Math.max(0, region.y0), x1: Math.min(width - 1, region.x1), y1: Math.min(height - 1, region.y1) }));
  const [largest] = clamped.sort((one, other) => area(other) - area(one));
  return largest && area(largest) > 0 ? largest : { x0: 0, y0: 0, x1: width - 1, y1: height - 1 };
}

/** A square about a point, moved into the box as far as it fits there. */
function squareAbout(x: number, y: number, side: number, within: Box): Square {
  const into = (start: number, low: number, high: number): number => (high - low + 1 <= side ? (low + high + 1 - side) / 2 : Math.min(high + 1 - side, Math.max(low, start)));
  return { x: Math.round(into(x - side / 2, within.x0, within.x1)), y: Math.round(into(y - side / 2, within.y0, within.y1)), side };
}

/** The square to cut out; refuses an outline that is not inside the picture. */
export function pictureSquare(region: PictureRegion, regions: readonly UltrasoundRegion[], width: number, height: number): Result<Square> {
  const trusted = trustedBox(regions, width, height);
  if (region.kind === 'central') {
    const [columns, rows] = [trusted.x1 - trusted.x0 + 1, trusted.y1 - trusted.y0 + 1];
    const side = Math.max(1, Math.round(Math.min(columns, rows) * region.share));
    return ok({ x: trusted.x0 + Math.floor((columns - side) / 2), y: trusted.y0 + Math.floor((rows - side) / 2), side });
  }
  const { box } = region;
  if (box.x0 < -EDGE || box.y0 < -EDGE || box.x1 > width - 1 + EDGE || box.y1 > height - 1 + EDGE) {
    return refuse({ code: 'roi-outside-image', detail: `The drawn region (${box.x0},${box.y0} to ${box.x1},${box.y1}) reaches outside the picture of ${width} x ${height} pixels; draw it again on this picture.` });
  }
  const [columns, rows] = [box.x1 - box.x0, box.y1 - box.y0];
  if (columns < 2 || rows < 2) return refuse({ code: 'roi-too-small', detail: 'The drawn region is smaller than two pixels.' });
  const longer = Math.max(columns, rows);
  const side = region.kind === 'lesion-outline' ? longer * (1 + 2 * region.margin) : Math.min(columns, rows);
  const inside: Box = { x0: Math.min(trusted.x0, box.x0), y0: Math.min(trusted.y0, box.y0), x1: Math.max(trusted.x1, box.x1), y1: Math.max(trusted.y1, box.y1) };
  return ok(squareAbout((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, Math.max(2, Math.round(side)), inside));
}
