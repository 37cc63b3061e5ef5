import { ok, refuse, type Result } from '@echocohort/kernel';
import type { DicomFile } from '@echocohort/dicom';
import type { KeptShape, MaskRectangle } from '../deidentification.types.ts';
import { boundsOf } from '../templates/kept-shapes.ts';
import { brightnessOf, partOf } from './brightness.ts';
import { findCodes } from './find-codes.ts';
import type { PixelPlan } from './pixel-plan.ts';

/** A plan whose cleaned frames are searched for codes as they pass. */
export interface WatchedPlan {
  readonly plan: PixelPlan;
  /** After all frames: nothing found, or the hold. */
  readonly verdict: () => Result<null>;
}

const MOST_BOXES = 20;

/** What is watched: so many frames, and what stays of each. */
interface Watched {
  readonly frames: number;
  readonly kept: readonly KeptShape[];
}

/** A code at the very edge of what stays is seen with the black beside it. */
const MARGIN = 8;

/** The least box around all that stays: the rest is black. */
function boundsOfAll(kept: readonly KeptShape[]): MaskRectangle {
  const boxes = kept.map(boundsOf);
  const [x0, y0] = [Math.min(...boxes.map((box) => box.x0)), Math.min(...boxes.map((box) => box.y0))];
  return { x0: Math.max(0, x0 - MARGIN), y0: Math.max(0, y0 - MARGIN), x1: Math.max(...boxes.map((box) => box.x1)) + MARGIN, y1: Math.max(...boxes.map((box) => box.y1)) + MARGIN };
}

const moved = ({ x0, y0, x1, y1 }: MaskRectangle, by: MaskRectangle): MaskRectangle => ({ x0: x0 + by.x0, y0: y0 + by.y0, x1: x1 + by.x0, y1: y1 + by.y0 });

const isInside = (box: MaskRectangle, outer: MaskRectangle): boolean => {
  const [x, y] = [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2];
  return outer.x0 <= x && x <= outer.x1 && outer.y0 <= y && y <= outer.y1;
};

/**
 * Looks for QR and bar codes in what stays of the first, middle and last frame: a code drawn into a picture stays for the whole clip.
 * A person may have judged boxes harmless; what lies in them is not reported again.
 */
export function watchCodes(plan: PixelPlan, file: DicomFile, { frames, kept }: Watched, harmless: readonly MaskRectangle[]): WatchedPlan {
  const part = boundsOfAll(kept);
  const watched = new Set([0, Math.floor(frames / 2), frames - 1]);
  const boxes: MaskRectangle[] = [];
  const clean: PixelPlan['clean'] = (index, target) => {
    const frame = plan.clean(index, target);
    if (!frame.ok || !watched.has(index)) return frame;
    const picture = brightnessOf(frame.value, plan.transferSyntax, plan.layout, file);
    if (picture) boxes.push(...findCodes(partOf(picture, part)).map((box) => moved(box, part)).filter((box) => !harmless.some((outer) => isInside(box, outer))));
    return frame;
  };
  const verdict = (): Result<null> => (boxes.length === 0 ? ok(null) : refuse({
    code: 'code-inside-region',
    detail: 'A QR or bar code stands inside the ultrasound picture and may hold anything about the patient; a person must blank it or judge it harmless.',
    facts: { boxes: boxes.slice(0, MOST_BOXES) },
  }));
  return { plan: { ...plan, clean }, verdict };
}
